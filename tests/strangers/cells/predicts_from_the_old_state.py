"""
function = "rnn_cell_forward"
says = "The prediction is made from the state before the step, but it should be made from the new one."
right = ["rnn_cell_backward"]
named = [
    "rnn_cell_forward.predicts_from_the_old_state",
]
"""

import numpy as np


def rnn_cell_forward(x_t, s_prev, parameters):
    U, W, V, ba, by = (parameters[k] for k in ("U", "W", "V", "ba", "by"))
    # [x; s] and [U W] in one product
    xs = np.vstack((x_t, s_prev))
    UW = np.hstack((U, W))
    s_next = np.tanh(UW.dot(xs) + ba)
    out_pred = softmax(V.dot(s_prev) + by)
    return s_next, out_pred, [xs, UW, s_next]


def rnn_cell_backward(ds_next, cache):
    xs, UW, s = cache
    n = s.shape[0]
    m = UW.shape[1] - n
    da = (1 - s * s) * ds_next
    dUW = da.dot(xs.T)
    dxs = UW.T.dot(da)
    return {"dx_t": dxs[:m], "ds_prev": dxs[m:], "dU": dUW[:, :m], "dW": dUW[:, m:],
            "dba": da.sum(axis=1).reshape(-1, 1)}
