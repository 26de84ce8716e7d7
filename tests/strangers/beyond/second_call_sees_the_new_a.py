"""
function = "parallel_scan"
says = "You call combine twice in each round, once for A and once for B, and the second call already sees the new A; one call should give both."
right = []
named = [
    "parallel_scan.second_call_sees_the_first",
]
"""

import numpy as np


def parallel_scan(a, b):
    A, B = a.copy(), b.copy()
    shift, T = 1, a.shape[2]
    while shift < T:
        A[:, :, shift:] = combine(
            (A[:, :, :-shift], B[:, :, :-shift]), (A[:, :, shift:], B[:, :, shift:])
        )[0]
        B[:, :, shift:] = combine(
            (A[:, :, :-shift], B[:, :, :-shift]), (A[:, :, shift:], B[:, :, shift:])
        )[1]
        shift = 2 * shift
    return B
