"""
function = "bidirectional_forward"
says = "the right-to-left states stand in the order in which they were computed, not at the steps they belong to"
right = []
named = [
    "bidirectional_forward.states_not_aligned_again",
]
"""

import numpy as np


def bidirectional_forward(x, lengths, parameters):
    m, N, T = x.shape
    n = parameters["forward"]["ba"].shape[0]
    h = np.zeros((2 * n, N, T))
    for b in range(N):
        L = int(lengths[b])
        seq = x[:, b, :L]
        # left to right
        p = parameters["forward"]
        s = np.zeros(n)
        for t in range(L):
            s = np.tanh(p["U"] @ seq[:, t] + p["W"] @ s + p["ba"][:, 0])
            h[:n, b, t] = s
        # right to left
        p = parameters["backward"]
        s = np.zeros(n)
        for k in range(L):
            t = L - 1 - k
            s = np.tanh(p["U"] @ seq[:, t] + p["W"] @ s + p["ba"][:, 0])
            h[n:, b, k] = s
    mask = np.arange(T) < np.asarray(lengths)[:, None]
    return h, (np.where(mask, x, 0), mask, h, parameters)
