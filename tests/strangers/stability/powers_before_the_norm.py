"""
function = "power_iterates"
says = "You normalise only after the whole power, which overflows or vanishes for large k; bring the vector to length 1 at each step."
right = []
named = [
    "power_iterates.normalised_at_the_end",
]
"""

import numpy as np


def power_iterates(M, x, k):
    columns = []
    v = np.asarray(x, dtype=float)
    for j in range(k + 1):
        u = np.linalg.matrix_power(M, j) @ v
        if not u.any():
            raise ValueError("zero vector")
        columns.append(u / np.linalg.norm(u))
    return np.column_stack(columns)
