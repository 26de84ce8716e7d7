"""
function = "softmax"
says = "You subtract the largest logit of the whole array, not of each column, so a column that lies far below it underflows to 0/0."
right = []
named = [
    "softmax.wrong_axis",
]
"""

import numpy as np


def softmax(z):
    shifted = z - np.max(z)
    e = np.exp(shifted)
    return e / np.sum(e, axis=0)
