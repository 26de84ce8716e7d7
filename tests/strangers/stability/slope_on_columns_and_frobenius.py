"""
function = ["jacobian_product", "gradient_norms"]
says = "the slopes multiply the columns of W in place of its rows; and the norm is the root of the sum of all squares, not the largest singular value"
right = []
named = [
    "gradient_norms.root_of_the_sum_of_squares + jacobian_product.slopes_on_the_columns",
    "jacobian_product.slopes_on_the_columns",
]
"""

import numpy as np


def jacobian_product(W, states):
    result = np.eye(len(W))
    for h in states.T:
        slope = 1 - h * h
        result = (W * slope) @ result
    return result


def gradient_norms(W, states):
    T = states.shape[1]
    norms = []
    for d in range(T + 1):
        J = jacobian_product(W, states[:, T - d:])
        norms.append(np.linalg.norm(J))
    return np.array(norms)
