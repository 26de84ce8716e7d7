"""
function = "rnn_cell_backward"
says = "the way back to the previous state goes through W as it is, without the transpose; and the bias gradient loses its second axis"
right = []
named = [
    "rnn_cell_backward.state_weights_not_transposed",
]
"""

import numpy as np


def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, params = cache
    da = np.einsum("in,in->in", ds_next, 1 - s_next * s_next)
    ds_prev = np.einsum("ij,jn->in", params["W"], da)
    dx_t = np.einsum("im,in->mn", params["U"], da)
    dU = np.einsum("in,mn->im", da, x_t)
    dW = np.einsum("in,jn->ij", da, s_prev)
    dba = np.einsum("in->i", da)
    return {"dx_t": dx_t, "ds_prev": ds_prev, "dU": dU, "dW": dW, "dba": dba}
