"""
function = "matrix_power_eigenvalues"
says = "You sort by value, so that a large negative eigenvalue comes last; the greatest magnitude should come first."
right = []
named = [
    "matrix_power_eigenvalues.ordered_by_value",
]
"""

import numpy as np


def matrix_power_eigenvalues(M, k):
    eigenvalues = np.linalg.eigvalsh(M) ** k
    return np.array(sorted(eigenvalues, reverse=True))
