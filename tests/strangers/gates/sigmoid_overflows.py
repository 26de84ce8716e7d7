"""
function = "sigmoid"
says = "both branches of np.where are computed for all elements, so that exp overflows with a warning for large numbers of either sign"
right = []
named = [
    "sigmoid.exponential_overflows",
]
"""

import numpy as np


def sigmoid(z):
    pos = 1 / (1 + np.exp(-z))
    neg = np.exp(z) / (1 + np.exp(z))
    return np.where(z >= 0, pos, neg)
