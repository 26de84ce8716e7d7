"""
function = "linear_rnn_backward"
says = "at the first step the index -1 wraps around to the last state, where the initial state should stand"
right = []
named = [
    "linear_rnn_backward.special_case_forgotten",
]
"""

import numpy as np


def linear_rnn_backward(x, y, h0, parameters):
    Whx, Whh, Wqh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    h, o = linear_rnn_forward(x, h0, parameters)
    q, N, T = o.shape
    do = (o - y) / T / N
    dWhx = np.zeros(Whx.shape)
    dWhh = np.zeros(Whh.shape)
    dWqh = np.zeros(Wqh.shape)
    dh = np.zeros(h.shape)
    for t in range(T - 1, -1, -1):
        dh[:, :, t] = np.dot(Wqh.T, do[:, :, t])
        if t < T - 1:
            dh[:, :, t] += np.dot(Whh.T, dh[:, :, t + 1])
        dWqh += np.dot(do[:, :, t], h[:, :, t].T)
        dWhx += np.dot(dh[:, :, t], x[:, :, t].T)
        dWhh += np.dot(dh[:, :, t], h[:, :, t - 1].T)
    return {"dW_hx": dWhx, "dW_hh": dWhh, "dW_qh": dWqh, "dh": dh}
