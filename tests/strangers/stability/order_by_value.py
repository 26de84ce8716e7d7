"""
function = "matrix_power_eigenvalues"
says = "the eigenvalues are ordered by their value, not by their magnitude"
right = []
named = [
    "matrix_power_eigenvalues.ordered_by_value",
]
"""

import numpy as np


def matrix_power_eigenvalues(M, k):
    lam = np.linalg.eigvalsh(M)
    powered = []
    for l in lam:
        powered.append(l ** k)
    return np.array(sorted(powered, reverse=True))
