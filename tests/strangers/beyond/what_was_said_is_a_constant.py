"""
function = "teacher_forcing"
says = "Where the network reads its own output you treat that input as given: the path from x_t back to o_{t-1} is cut."
right = []
named = [
    "teacher_forcing.nothing_back_through_what_was_said",
]
"""

import numpy as np


def teacher_forcing(y, h0, parameters, forced):
    W_hx, W_hh, W_qh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    q, N, T1 = y.shape
    T = T1 - 1
    xs, hs, os = [], [h0], []
    for t in range(T):
        xs.append(y[:, :, t] if t == 0 or forced[t] else os[-1])
        hs.append(np.tanh(W_hx @ xs[t] + W_hh @ hs[t]))
        os.append(W_qh @ hs[t + 1])
    errors = np.stack(os, axis=2) - y[:, :, 1:]
    loss = 0.5 * np.sum(errors**2) / (N * T)
    errors = errors / (N * T)
    dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
    dh = np.zeros_like(h0)
    for t in range(T - 1, -1, -1):
        do = errors[:, :, t]
        dW_qh += do @ hs[t + 1].T
        da = (dh + W_qh.T @ do) * (1 - hs[t + 1] ** 2)
        dW_hx += da @ xs[t].T
        dW_hh += da @ hs[t].T
        dh = W_hh.T @ da
    return loss, {"dW_hx": dW_hx, "dW_hh": dW_hh, "dW_qh": dW_qh}
