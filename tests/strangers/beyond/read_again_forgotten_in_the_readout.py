"""
function = "teacher_forcing"
says = "What comes back from being read again goes on to the state, but your dW_qh is made of the errors alone; it needs the whole gradient of o_t."
right = []
named = [
    "teacher_forcing.what_was_said_not_in_the_output_weights",
]
"""

import numpy as np


def teacher_forcing(y, h0, parameters, forced):
    p = parameters
    N, T = y.shape[1], y.shape[2] - 1
    free = [False] + [not f for f in forced[1:]]
    steps, h, o, loss = [], h0, None, 0.0
    for t in range(T):
        x = o if free[t] else y[..., t]
        new = np.tanh(p["W_hx"] @ x + p["W_hh"] @ h)
        o = p["W_qh"] @ new
        e = o - y[..., t + 1]
        loss += 0.5 * np.sum(e * e) / (N * T)
        steps.append((x, h, new, e / (N * T)))
        h = new
    g = {"d" + k: np.zeros_like(v) for k, v in p.items()}
    dh, dx = 0, 0
    for t in reversed(range(T)):
        x, before, after, e = steps[t]
        g["dW_qh"] += e @ after.T
        da = (p["W_qh"].T @ (e + dx) + dh) * (1 - after**2)
        g["dW_hx"] += da @ x.T
        g["dW_hh"] += da @ before.T
        dh = p["W_hh"].T @ da
        dx = p["W_hx"].T @ da if free[t] else 0
    return loss, g
