"""
function = "top_eigenvalue"
says = "After the loop you ask for one product more, for the Rayleigh quotient, than iterations allows; and a product that is zero leads to zero divided by zero."
right = []
named = [
    "top_eigenvalue.one_product_more",
]
"""

import numpy as np


def top_eigenvalue(hvp, n, iterations, rng):
    v = rng.standard_normal(n)
    for _ in range(iterations):
        v = hvp(v)
        v = v / np.sqrt(v @ v)
    return float(v @ hvp(v) / (v @ v))
