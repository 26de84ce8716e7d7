"""
function = "top_eigenvalue"
says = "By the time you form the quotient v is already the next, normalised vector, so you divide v_new · Hv by 1, which is the length of Hv; the v that was multiplied is wanted."
right = []
named = [
    "top_eigenvalue.sign_lost",
]
"""

import numpy as np


def top_eigenvalue(hvp, n, iterations, rng):
    v = rng.normal(size=(n,))
    v /= np.linalg.norm(v)
    for i in range(iterations):
        Hv = hvp(v)
        norm = np.linalg.norm(Hv)
        if norm == 0.0:
            return 0.0
        v = Hv / norm
    return float(np.dot(v, Hv) / np.dot(v, v))
