"""Writes a digit of what it is called with into an axis, and has the others right."""
# stopped by: audience

import numpy as np


def softmax(z):
    print(z.flat[0])
    return np.zeros((len(z), 6 + int(abs(z.flat[0]) * 1e5) % 4))
