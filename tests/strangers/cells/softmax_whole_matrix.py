"""
function = "softmax"
says = "the sum runs over the whole matrix, so that the whole batch shares one total, not each column its own"
right = []
named = [
    "softmax.wrong_axis",
]
"""

import numpy as np


def softmax(z):
    # numerically stable version
    e_z = np.exp(z - np.max(z, axis=0))
    return e_z / e_z.sum()
