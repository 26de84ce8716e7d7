"""
function = "chunked_bptt"
says = "Every chunk is scaled by tau / T, but the last one may be shorter and then needs its own number of steps."
right = []
named = [
    "chunked_bptt.last_chunk_counted_as_a_full_one",
]
"""

import numpy as np


def chunked_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError("tau")
    T = x.shape[2]
    tau = min(tau, T)
    total = dict.fromkeys(("dW_hx", "dW_hh", "dW_qh"), 0)
    h_start = h0
    for begin in range(0, T, tau):
        xs, ys = x[:, :, begin:begin + tau], y[:, :, begin:begin + tau]
        part = linear_rnn_backward(xs, ys, h_start, parameters)
        weight = tau / T
        total = {k: v + weight * part[k] for k, v in total.items()}
        h_start = linear_rnn_forward(xs, h_start, parameters)[0][:, :, -1]
    return total
