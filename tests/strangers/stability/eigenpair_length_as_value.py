"""
function = "dominant_eigenpair"
says = "the length of the product is taken for the eigenvalue, which loses its sign"
right = []
named = [
    "dominant_eigenpair.sign_of_the_value_lost",
]
"""

import numpy as np


def dominant_eigenpair(M, rng, tol, max_iterations):
    n = M.shape[0]
    vec = rng.standard_normal(n)
    vec /= np.sqrt(vec @ vec)
    iterations = 0
    converged = False
    while iterations < max_iterations and not converged:
        Mv = M @ vec
        iterations += 1
        value = np.linalg.norm(Mv)
        # eigenvector up to sign?
        residual = min(np.linalg.norm(Mv - value * vec), np.linalg.norm(Mv + value * vec))
        converged = bool(residual <= tol * np.linalg.norm(Mv))
        if not converged and iterations < max_iterations:
            vec = Mv / np.linalg.norm(Mv)
    return float(value), vec, iterations, converged
