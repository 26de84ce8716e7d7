"""
function = "power_iterates"
says = "the starting vector's column is missing, so that there is one column too few"
right = []
named = [
    "power_iterates.start_left_out",
]
"""

import numpy as np


def power_iterates(M, x, k):
    out = []
    if not np.any(x):
        raise ValueError("x has no direction")
    v = x / np.linalg.norm(x)
    for _ in range(k):
        v = M @ v
        if not np.any(v):
            raise ValueError("no direction any more")
        v = v / np.linalg.norm(v)
        out.append(v)
    return np.array(out).T
