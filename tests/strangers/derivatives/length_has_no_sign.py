"""
function = "top_eigenvalue"
says = "You return how long the vector has become, which is |λ| and never negative, and for few products less exact than the Rayleigh quotient."
right = []
named = [
    "top_eigenvalue.sign_lost",
]
"""

import numpy as np


def top_eigenvalue(hvp, n, iterations, rng):
    v = rng.normal(size=n)
    size = 0.0
    for _ in range(iterations):
        v = hvp(v / np.linalg.norm(v))
        size = np.linalg.norm(v)
        if size == 0:
            return 0.0
    return float(size)
