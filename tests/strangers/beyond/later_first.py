"""
function = "combine"
says = "Your B is that of the other order, the later stretch first: it is the later A that multiplies the earlier B."
right = []
named = [
    "combine.earlier_and_later_exchanged",
]
"""

import numpy as np


def combine(earlier, later):
    (a1, b1), (a2, b2) = earlier, later
    return a1 * a2, a1 * b2 + b1


def parallel_scan(a, b):
    T = a.shape[2]
    pair = (a.copy(), b.copy())
    width = 1
    while width < T:
        joined = combine(
            (pair[0][:, :, :-width], pair[1][:, :, :-width]),
            (pair[0][:, :, width:], pair[1][:, :, width:]),
        )
        pair = tuple(np.concatenate([old[:, :, :width], new], axis=2) for old, new in zip(pair, joined))
        width *= 2
    return pair[1]
