"""
function = "lyapunov_exponent"
says = "You average the logarithms of the spectral norms of the single Jacobians; that is how much each could stretch its own favourite direction, not what the product does to v."
right = []
named = [
    "lyapunov_exponent.mean_of_the_norms",
]
"""

import numpy as np


def lyapunov_exponent(W, states, v):
    if np.linalg.norm(v) == 0:
        raise ValueError("zero vector")
    rates = []
    for t in range(states.shape[1]):
        J = np.diag(1 - states[:, t] ** 2) @ W
        if not J.any():
            raise ValueError("the vector becomes zero")
        rates.append(np.log(np.linalg.norm(J, 2)))
    return float(np.mean(rates))
