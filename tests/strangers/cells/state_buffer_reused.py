"""
function = "rnn_forward"
says = "one array for the state is overwritten at every step, so that the caches of earlier steps no longer hold the state they were made from"
right = ["rnn_backward"]
named = []
"""

import numpy as np


def rnn_forward(x, s0, parameters):
    m, N, T = x.shape
    n = s0.shape[0]
    s = np.zeros((n, N, T), dtype=s0.dtype)
    y = np.zeros((m, N, T), dtype=s0.dtype)
    caches = []
    state = s0.copy()
    for t in range(T):
        new_state, y[:, :, t], cache = rnn_cell_forward(x[:, :, t], state, parameters)
        s[:, :, t] = new_state
        caches.append(cache)
        state[:] = new_state
    return s, y, caches


def rnn_backward(ds, caches):
    n, N, T = ds.shape
    grads = {"dU": 0, "dW": 0, "dba": 0}
    dx = []
    carry = np.zeros((n, N), dtype=ds.dtype)
    for t in range(T - 1, -1, -1):
        g = rnn_cell_backward(ds[:, :, t] + carry, caches[t])
        carry = g["ds_prev"]
        dx.insert(0, g["dx_t"])
        for k in grads:
            grads[k] = grads[k] + g[k]
    grads["dx"] = np.stack(dx, axis=2)
    grads["ds0"] = carry
    return grads
