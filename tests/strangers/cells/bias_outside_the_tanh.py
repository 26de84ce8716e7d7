"""
function = "rnn_cell_forward"
says = "The bias belongs inside the tanh: it is part of the pre-activation U x + W s + ba. You add it after the tanh, so that the state can leave the range from -1 to 1."
right = ["rnn_cell_backward"]
named = [
    "rnn_cell_forward.bias_outside_the_tanh",
]
"""

from collections import namedtuple

import numpy as np

Step = namedtuple("Step", "x s_old slope U W")


def rnn_cell_forward(x_t, s_prev, parameters):
    U, W, V, ba, by = (parameters[k] for k in ("U", "W", "V", "ba", "by"))
    act = np.tanh(np.einsum("ij,jb->ib", U, x_t) + np.einsum("ij,jb->ib", W, s_prev))
    s_next = act + ba
    out_pred = softmax(V @ s_next + by)
    return s_next, out_pred, Step(x_t, s_prev, 1.0 - np.square(act), U, W)


def rnn_cell_backward(ds_next, cache):
    da = cache.slope * ds_next
    return dict(
        dx_t=np.einsum("ij,ib->jb", cache.U, da),
        ds_prev=np.einsum("ij,ib->jb", cache.W, da),
        dU=np.einsum("ib,jb->ij", da, cache.x),
        dW=np.einsum("ib,jb->ij", da, cache.s_old),
        dba=np.einsum("ib->i", da)[:, None],
    )
