"""
function = "parallel_scan"
says = "You round log2 T down, so that unless T is a power of two the last round is missing and the late states do not reach back to step 1."
right = ["combine"]
named = [
    "parallel_scan.a_round_too_few",
]
"""

import numpy as np


def combine(earlier, later):
    return earlier[0] * later[0], later[0] * earlier[1] + later[1]


def parallel_scan(a, b):
    A, B = np.copy(a), np.copy(b)
    T = a.shape[-1]
    for r in range(int(np.log2(T))):
        s = 2**r
        A[..., s:], B[..., s:] = combine((A[..., :-s], B[..., :-s]), (A[..., s:], B[..., s:]))
    return B
