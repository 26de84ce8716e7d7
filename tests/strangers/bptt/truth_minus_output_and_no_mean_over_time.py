"""
function = "linear_rnn_backward"
says = "The gradient of the loss is o - y, not y - o, and the mean over the steps is missing."
right = []
named = [
    "linear_rnn_backward.not_divided_by_the_steps + linear_rnn_backward.target_minus_output",
]
"""

import numpy as np


def linear_rnn_backward(x, y, h0, parameters):
    p = parameters
    h, o = linear_rnn_forward(x, h0, p)
    q, N, T = o.shape
    do = (y - o) / N
    dh = [None] * T
    for t in range(T - 1, -1, -1):
        dh[t] = p["W_qh"].T @ do[..., t]
        if t < T - 1:
            dh[t] += p["W_hh"].T @ dh[t + 1]
    dh = np.stack(dh, axis=-1)
    before = np.dstack([h0, h[..., :-1]])
    outer = lambda a, b: np.tensordot(a, b, axes=((1, 2), (1, 2)))
    return {"dW_hx": outer(dh, x), "dW_hh": outer(dh, before), "dW_qh": outer(do, h), "dh": dh}
