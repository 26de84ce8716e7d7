"""
function = "linear_rnn_backward"
says = "For the first step's share of dW_hh you put zeros in the place of the state before, but that state is h0."
right = []
named = [
    "linear_rnn_backward.initial_state_left_out_of_dW_hh",
]
"""

import numpy as np


def linear_rnn_backward(x, y, h0, parameters):
    h, o = linear_rnn_forward(x, h0, parameters)
    q, N, T = o.shape
    do = (o - y) / N / T
    dh = np.einsum("qn,qbt->nbt", parameters["W_qh"], do)
    for t in range(T - 2, -1, -1):
        dh[:, :, t] += parameters["W_hh"].T @ dh[:, :, t + 1]
    h_before = np.zeros_like(h)
    h_before[:, :, 1:] = h[:, :, :-1]
    flat = lambda v: v.reshape(v.shape[0], -1)
    return {
        "dW_hx": flat(dh) @ flat(x).T,
        "dW_hh": flat(dh) @ flat(h_before).T,
        "dW_qh": flat(do) @ flat(h).T,
        "dh": dh,
    }
