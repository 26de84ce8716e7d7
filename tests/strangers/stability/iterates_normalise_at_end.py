"""
function = "power_iterates"
says = "the vector is normalised only in the result, so that the product itself overflows or dies out over many multiplications"
right = []
named = [
    "power_iterates.normalised_at_the_end",
]
"""

import numpy as np


def power_iterates(M, x, k):
    cols = np.zeros((len(x), k + 1))
    y = np.array(x, dtype=float)
    for j in range(k + 1):
        length = np.sqrt((y ** 2).sum())
        if length == 0:
            raise ValueError("zero vector")
        cols[:, j] = y / length
        y = M.dot(y)
    return cols
