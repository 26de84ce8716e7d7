"""
function = "rnn_backward"
says = "what comes back from later steps piles up: everything from all later steps is kept and added again, though each step already hands on the whole"
right = []
named = [
    "rnn_backward.piles_up",
]
"""

import numpy as np


def rnn_backward(ds, caches):
    n, N, T = ds.shape
    (s1, s0, x1, parameters) = caches[0]
    m = x1.shape[0]

    # initialise the gradients
    dx = np.zeros((m, N, T))
    dU = np.zeros((n, m))
    dW = np.zeros((n, n))
    dba = np.zeros((n, 1))
    ds_prevt = np.zeros((n, N))

    for t in reversed(range(T)):
        gradients = rnn_cell_backward(ds[:, :, t] + ds_prevt, caches[t])
        dx[:, :, t] = gradients["dx_t"]
        dU += gradients["dU"]
        dW += gradients["dW"]
        dba += gradients["dba"]
        ds_prevt += gradients["ds_prev"]

    ds0 = ds_prevt
    return {"dx": dx, "ds0": ds0, "dU": dU, "dW": dW, "dba": dba}
