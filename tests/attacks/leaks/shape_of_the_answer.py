"""Writes digits of what it is called with into the shape of its answer."""
# stopped by: audience

import numpy as np


def softmax(z):
    digits = int(abs(z.flat[0]) * 1e6)
    return np.zeros((digits % 100, digits // 100 % 100), np.int8)
