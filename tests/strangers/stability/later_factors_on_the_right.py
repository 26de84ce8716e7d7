"""
function = "jacobian_product"
says = "The Jacobian of a later step has to stand on the left of those before it; you multiply it from the right."
right = []
named = [
    "jacobian_product.factors_in_the_wrong_order",
]
"""

from functools import reduce

import numpy as np


def jacobian_product(W, states):
    factors = [(1 - h**2)[:, None] * W for h in states.T]
    return reduce(lambda product, J: product @ J, factors, np.eye(W.shape[0]))
