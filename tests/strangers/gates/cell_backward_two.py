"""
function = "lstm_cell_backward"
says = "the way from the hidden state to the cell state is missing where the gradient of the previous cell state is made; and the forget and input gates' factors are mixed up"
right = []
named = [
    "lstm_cell_backward.name_exchanged",
    "lstm_cell_backward.old_cell_state_without_the_way_through_the_hidden_state",
]
"""

import numpy as np


def lstm_cell_backward(dh_next, dc_next, cache):
    x, h, c, f, i, o, g, c_new, P = cache
    T = np.tanh(c_new)
    dc_all = dc_next + (1 - T ** 2) * o * dh_next
    sig = lambda gate: gate * (1 - gate)
    dA = np.concatenate([
        dc_all * g * sig(f),
        dc_all * c * sig(i),
        dh_next * T * sig(o),
        dc_all * i * (1 - g * g),
    ])
    W = np.vstack([P["W" + k] for k in "fioc"])
    U = np.vstack([P["U" + k] for k in "fioc"])
    grads = {"dx_t": U.T @ dA, "dh_prev": W.T @ dA, "dc_prev": dc_next * f}
    dW, dU, db = dA @ h.T, dA @ x.T, dA.sum(1, keepdims=True)
    n = len(h)
    for j, k in enumerate("fioc"):
        rows = slice(j * n, (j + 1) * n)
        grads["dW" + k], grads["dU" + k], grads["db" + k] = dW[rows], dU[rows], db[rows]
    return grads
