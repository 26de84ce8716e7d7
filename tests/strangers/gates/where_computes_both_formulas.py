"""
function = "sigmoid"
says = "np.where computes both formulas for all elements, so exp overflows with a warning (and gives inf/inf, though that is not picked)."
right = []
named = [
    "sigmoid.exponential_overflows",
]
"""

import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
