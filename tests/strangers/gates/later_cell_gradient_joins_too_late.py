"""
function = "lstm_cell_backward"
says = "The gradient of c is the sum of what comes from later steps and what comes through h, and all four factors of the belt receive this sum. You add dc_next only for dc_prev, so the gates and the candidate do not hear of the later steps."
right = ["lstm_cell_forward"]
named = [
    "lstm_cell_backward.later_cell_gradient_in_dc_prev_only",
]
"""

import numpy as np


def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    order = ["i", "f", "c", "o"]
    W = np.concatenate([parameters["W" + k] for k in order], axis=0)
    U = np.concatenate([parameters["U" + k] for k in order], axis=0)
    b = np.concatenate([parameters["b" + k] for k in order], axis=0)
    pre = W @ h_prev + U @ x_t + b
    a_i, a_f, a_c, a_o = pre.reshape(4, -1, pre.shape[1])
    c_next = sigmoid(a_f) * c_prev + sigmoid(a_i) * np.tanh(a_c)
    h_next = sigmoid(a_o) * np.tanh(c_next)
    return h_next, c_next, [pre, W, U, x_t, h_prev, c_prev, c_next]


def lstm_cell_backward(dh_next, dc_next, cache):
    pre, W, U, x_t, h_prev, c_prev, c_next = cache
    n = c_prev.shape[0]
    i, f, o = sigmoid(pre[:n]), sigmoid(pre[n : 2 * n]), sigmoid(pre[3 * n :])
    g = np.tanh(pre[2 * n : 3 * n])
    tc = np.tanh(c_next)
    dc = dh_next * o * (1 - tc**2)
    delta = np.concatenate(
        [dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g**2), dh_next * tc * o * (1 - o)]
    )
    dc = dc + dc_next
    dW, dU, db = delta @ h_prev.T, delta @ x_t.T, delta.sum(axis=1, keepdims=True)
    grads = {"dx_t": U.T @ delta, "dh_prev": W.T @ delta, "dc_prev": dc * f}
    for number, k in enumerate("ifco"):
        part = slice(number * n, number * n + n)
        grads["dW" + k], grads["dU" + k], grads["db" + k] = dW[part], dU[part], db[part]
    return grads
