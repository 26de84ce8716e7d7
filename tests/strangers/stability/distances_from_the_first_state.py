"""
function = "gradient_norms"
says = "You take the first d states, but distance d goes back from the last one, so it needs the last d; and np.linalg.norm without 2 is the Frobenius norm."
right = []
named = []
"""

import numpy as np


def gradient_norms(W, states):
    n, T = states.shape
    result = np.ones(T + 1)
    for d in range(1, T + 1):
        J = jacobian_product(W, states[:, :d])
        result[d] = np.linalg.norm(J)
    return result
