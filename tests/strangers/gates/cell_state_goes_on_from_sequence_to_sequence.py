"""
function = "lstm_forward"
says = "You take the sequences of the batch one by one but set c to c0 only for the first; the others start from where the one before ended."
right = ["lstm_backward"]
named = [
    "lstm_forward.cell_state_of_the_sequence_before",
]
"""

import numpy as np


def lstm_forward(x, h0, c0, parameters):
    """One sequence of the batch after the other, each with a list of caches of its own."""
    m, N, T = x.shape
    n = h0.shape[0]
    h, c = np.zeros((2, n, N, T))
    caches = []
    c_b = c0[:, :1]
    for b in range(N):
        h_b = h0[:, b:b + 1]
        own = []
        for t in range(T):
            h_b, c_b, cache = lstm_cell_forward(x[:, b:b + 1, t], h_b, c_b, parameters)
            h[:, b:b + 1, t], c[:, b:b + 1, t] = h_b, c_b
            own.append(cache)
        caches.append(own)
    return h, c, caches


def lstm_backward(dh, caches):
    n, N, T = dh.shape
    dh0, dc0 = np.zeros((n, N)), np.zeros((n, N))
    dx, total = None, {}
    for b, own in enumerate(caches):
        h_back = c_back = np.zeros((n, 1))
        for t in reversed(range(T)):
            step = lstm_cell_backward(dh[:, b:b + 1, t] + h_back, c_back, own[t])
            h_back, c_back = step.pop("dh_prev"), step.pop("dc_prev")
            dx_t = step.pop("dx_t")
            if dx is None:
                dx = np.zeros((dx_t.shape[0], N, T))
            dx[:, b:b + 1, t] = dx_t
            for key in step:
                total[key] = total.get(key, 0) + step[key]
        dh0[:, b:b + 1], dc0[:, b:b + 1] = h_back, c_back
    total.update(dx=dx, dh0=dh0, dc0=dc0)
    return total
