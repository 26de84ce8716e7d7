"""
function = "one_hot"
says = "the axes stand in the wrong order: the features should come first, then the batch, then the time"
right = []
named = [
    "one_hot.time_before_batch",
]
"""

import numpy as np


def one_hot(tokens, size):
    if tokens.min() < 0:
        raise ValueError("negative token %d" % tokens.min())
    if tokens.max() >= size:
        raise ValueError("token %d too large" % tokens.max())
    N, T = tokens.shape
    out = np.zeros((size, T, N))
    for n in range(N):
        for t in range(T):
            out[tokens[n, t], t, n] = 1.0
    return out
