"""
function = "linear_rnn_backward"
says = "the loop ends before the first step, which therefore adds nothing to any gradient"
right = []
named = [
    "linear_rnn_backward.initial_state_left_out_of_dW_hh",
    "linear_rnn_backward.loop_too_short",
]
"""

import numpy as np


def linear_rnn_backward(x, y, h0, parameters):
    h, o = linear_rnn_forward(x, h0, parameters)
    T, N = y.shape[2], y.shape[1]
    hs = np.concatenate([h0[:, :, None], h], axis=2)   # hs[..., t] is the state before step t
    g = {k: np.zeros_like(v) for k, v in parameters.items()}
    dh = np.zeros_like(h)
    nxt = np.zeros_like(h0)
    for t in range(T - 1, 0, -1):
        err = (o[:, :, t] - y[:, :, t]) / (N * T)
        d = parameters["W_qh"].T @ err + parameters["W_hh"].T @ nxt
        g["W_qh"] += err @ hs[:, :, t + 1].T
        g["W_hh"] += d @ hs[:, :, t].T
        g["W_hx"] += d @ x[:, :, t].T
        dh[:, :, t] = d
        nxt = d
    return {"dW_hx": g["W_hx"], "dW_hh": g["W_hh"], "dW_qh": g["W_qh"], "dh": dh}
