"""
function = "alignment"
says = "the eigenvector is chosen by the largest value of its eigenvalue, where the greatest magnitude counts"
right = []
named = [
    "alignment.eigenvector_of_the_largest_value",
]
"""

import numpy as np


def alignment(M, x, k):
    vals, vecs = np.linalg.eigh(M)
    v1 = vecs[:, -1]
    X = power_iterates(M, x, k)
    cos = np.zeros(k + 1)
    for j in range(k + 1):
        cos[j] = abs(np.dot(v1, X[:, j]))
    return np.clip(cos, 0, 1)
