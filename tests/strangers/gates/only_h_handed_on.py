"""
function = "lstm_backward"
says = "the cell state's gradient from the later step is not handed on, only the hidden state's"
right = []
named = [
    "lstm_backward.later_cell_gradient_dropped",
]
"""

import numpy as np


def lstm_backward(dh, caches):
    T = dh.shape[2]
    zero = np.zeros(dh.shape[:2], dtype=dh.dtype)
    dh_next = zero
    dxs = [None] * T
    sums = None
    t = T
    while t > 0:
        t = t - 1
        g = lstm_cell_backward(dh[:, :, t] + dh_next, zero, caches[t])
        dxs[t] = g.pop("dx_t")
        dh_next = g.pop("dh_prev")
        dc = g.pop("dc_prev")
        if sums is None:
            sums = g
        else:
            sums = {k: sums[k] + g[k] for k in g}
    sums["dx"] = np.stack(dxs, axis=2)
    sums["dh0"] = dh_next
    sums["dc0"] = dc
    return sums
