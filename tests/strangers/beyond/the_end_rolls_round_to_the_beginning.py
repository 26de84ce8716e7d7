"""
function = "parallel_scan"
says = "np.roll brings the last steps round to the front, so the first stretches are joined with stretches from the end of the sequence; those that begin at step 1 are finished."
right = []
named = [
    "parallel_scan.wrapped_around",
]
"""

import numpy as np


def parallel_scan(a, b):
    stretch = (a, b)
    back = 1
    while back < a.shape[-1]:
        before = tuple(np.roll(part, back, axis=-1) for part in stretch)
        stretch = combine(before, stretch)
        back <<= 1
    return stretch[1]
