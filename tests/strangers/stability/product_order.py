"""
function = "jacobian_product"
says = "the factors stand in the opposite order: the later step's Jacobian is multiplied from the wrong side"
right = []
named = [
    "jacobian_product.factors_in_the_wrong_order",
]
"""

import numpy as np


def jacobian_product(W, states):
    n, T = states.shape
    J = np.identity(n)
    for t in range(T):
        D = np.diag(1 - states[:, t] ** 2)
        step = np.dot(D, W)
        J = np.dot(J, step)
    return J
