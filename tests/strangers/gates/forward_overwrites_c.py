"""
function = "lstm_forward"
says = "the cell state is put back into one and the same array, which the caches of earlier steps still point to"
right = ["lstm_backward"]
named = []
"""

import numpy as np


def lstm_forward(x, h0, c0, parameters):
    n, N = h0.shape
    T = x.shape[2]
    h = np.zeros((n, N, T), dtype=h0.dtype)
    c = np.zeros((n, N, T), dtype=c0.dtype)
    caches = []
    h_now = h0
    c_now = np.array(c0)
    for t in range(T):
        h_now, c_next, cache = lstm_cell_forward(x[:, :, t], h_now, c_now, parameters)
        h[:, :, t] = h_now
        c[:, :, t] = c_next
        c_now[:, :] = c_next
        caches.append(cache)
    return h, c, caches


def lstm_backward(dh, caches):
    later_h = np.zeros_like(dh[:, :, 0])
    later_c = np.zeros_like(later_h)
    history = []
    for t in range(dh.shape[2] - 1, -1, -1):
        step = lstm_cell_backward(dh[:, :, t] + later_h, later_c, caches[t])
        later_h, later_c = step["dh_prev"], step["dc_prev"]
        history.append(step)
    history.reverse()
    answer = {"dx": np.dstack([s["dx_t"] for s in history]), "dh0": later_h, "dc0": later_c}
    for kind in "WUb":
        for gate in "fioc":
            name = "d" + kind + gate
            answer[name] = sum(s[name] for s in history)
    return answer
