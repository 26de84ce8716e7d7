"""Neither of the gradients that later steps send back is handed on."""

import numpy as np

from solutions.gates import lstm_cell_backward

ASSIGNMENT, EXERCISE = "gates", "lstm_backward"
NAMES = {"lstm_backward.later_hidden_gradient_dropped + lstm_backward.later_cell_gradient_dropped"}
SAYS = ("Two things come together",)


def lstm_backward(dh, caches):
    n, N, T = dh.shape
    dx, totals = [], {}
    for t in range(T - 1, -1, -1):
        step = lstm_cell_backward(dh[:, :, t], np.zeros((n, N)), caches[t])
        dx.insert(0, step.pop("dx_t"))
        dh0, dc0 = step.pop("dh_prev"), step.pop("dc_prev")
        for name, value in step.items():
            totals[name] = totals.get(name, 0) + value
    return {"dx": np.stack(dx, axis=2), "dh0": dh0, "dc0": dc0, **totals}
