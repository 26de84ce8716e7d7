"""
function = "dominant_eigenpair"
says = "convergence is judged by whether the eigenvalue still changes, not by whether the vector is an eigenvector, so that a tie passes for converged"
right = []
named = [
    "dominant_eigenpair.value_watched_for_convergence",
]
"""

import numpy as np


def dominant_eigenpair(M, rng, tol, max_iterations):
    v = rng.normal(size=M.shape[0])
    v = v / np.linalg.norm(v)
    old = np.inf
    for it in range(1, max_iterations + 1):
        w = M @ v
        lam = float(v @ w)
        if abs(lam - old) <= tol * abs(lam):
            return lam, v, it, True
        old = lam
        if it == max_iterations:
            break
        v = w / np.linalg.norm(w)
    return lam, v, max_iterations, False
