"""
function = "rnn_backward"
says = "At the first step you forget to add what comes back from the second one."
right = ["rnn_forward"]
named = [
    "rnn_backward.later_gradient_dropped",
]
"""

import numpy as np


def rnn_forward(x, s0, parameters):
    states, preds, caches = [], [], []
    s = s0
    for x_t in np.moveaxis(x, 2, 0):
        s, o, cache = rnn_cell_forward(x_t, s, parameters)
        states += [s]
        preds += [o]
        caches += [cache]
    return np.dstack(states), np.dstack(preds), caches


def rnn_backward(ds, caches):
    T = ds.shape[-1]
    steps = [None] * T
    steps[-1] = rnn_cell_backward(ds[..., -1], caches[-1])
    for t in range(T - 2, 0, -1):
        steps[t] = rnn_cell_backward(ds[..., t] + steps[t + 1]["ds_prev"], caches[t])
    # the first step has nothing before it
    steps[0] = rnn_cell_backward(ds[..., 0], caches[0])
    out = {k: sum(s[k] for s in steps) for k in ("dU", "dW", "dba")}
    out["dx"] = np.dstack([s["dx_t"] for s in steps])
    out["ds0"] = steps[0]["ds_prev"]
    return out
