"""
function = "matrix_power_eigenvalues"
says = "the sign of the eigenvalues is lost"
right = []
named = [
    "matrix_power_eigenvalues.signs_lost",
]
"""

import numpy as np


def matrix_power_eigenvalues(M, k):
    w, v = np.linalg.eigh(M)
    w = np.abs(w) ** k
    idx = np.argsort(np.abs(w))[::-1]
    return w[idx]
