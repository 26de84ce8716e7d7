"""
function = "lstm_backward"
says = "neither of the two gradients that come back from the later step is handed on to the step before"
right = []
named = [
    "lstm_backward.later_hidden_gradient_dropped + lstm_backward.later_cell_gradient_dropped",
]
"""

import numpy as np


def lstm_backward(dh, caches):
    n, N, T = dh.shape
    x_t, h_prev, *_ = caches[0]
    m = x_t.shape[0]
    dx = np.zeros((m, N, T))
    dh_prevt = np.zeros((n, N))
    dc_prevt = np.zeros((n, N))
    total = {}
    for t in reversed(range(T)):
        gradients = lstm_cell_backward(dh[:, :, t] + dh_prevt, dc_prevt, caches[t])
        dx[:, :, t] = gradients["dx_t"]
        for key in gradients:
            if key[1] in "WUb":
                if key not in total:
                    total[key] = np.zeros_like(gradients[key])
                total[key] += gradients[key]
    dh0 = gradients["dh_prev"]
    dc0 = gradients["dc_prev"]
    return {"dx": dx, "dh0": dh0, "dc0": dc0, **total}
