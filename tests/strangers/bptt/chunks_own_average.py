"""
function = "chunked_bptt"
says = "each chunk's gradient is still divided by the chunk's own length, rather than by the length of the whole sequence"
right = []
named = [
    "chunked_bptt.averaged_over_the_steps_of_each_chunk",
]
"""

import numpy as np


def chunked_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError("tau must be >= 1")
    T = x.shape[2]
    grads = {}
    state = h0
    t = 0
    while t < T:
        end = t + tau
        xc = x[:, :, t:end]
        yc = y[:, :, t:end]
        g = linear_rnn_backward(xc, yc, state, parameters)
        weight = 1.0
        for k in ("dW_hx", "dW_hh", "dW_qh"):
            grads[k] = grads.get(k, 0) + weight * g[k]
        h, _ = linear_rnn_forward(xc, state, parameters)
        state = h[:, :, -1]
        t = end
    return grads
