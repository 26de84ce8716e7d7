"""
function = "gru_backward"
says = "dx is collected on the way back and not turned round, and dh0 is what reached h_1, not what is left after the first step."
right = ["gru_forward"]
named = [
    "gru_backward.input_gradients_in_reverse_order",
]
"""

import numpy as np


def gru_forward(x, h0, parameters):
    h, caches, out = h0, [], []
    for t in range(x.shape[2]):
        h, cache = gru_cell_forward(x[:, :, t], h, parameters)
        caches.append(cache)
        out.append(h)
    return np.stack(out, axis=2), {"cells": caches, "T": x.shape[2]}


def gru_backward(dh, caches):
    grads, dx = {}, []
    dh_t = np.zeros(dh.shape[:2])
    for t in reversed(range(caches["T"])):
        dh_t = dh_t + dh[:, :, t]
        dh0 = dh_t
        step = gru_cell_backward(dh_t, caches["cells"][t])
        dx.append(step.pop("dx_t"))
        dh_t = step.pop("dh_prev")
        for k, v in step.items():
            grads[k] = grads.get(k, 0) + v
    grads["dx"] = np.stack(dx, axis=2)
    grads["dh0"] = dh0
    return grads
