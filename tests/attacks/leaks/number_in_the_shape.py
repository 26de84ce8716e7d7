"""Writes digits of what it is called with into several axes of its answer, one in each."""
# stopped by: audience

import numpy as np


def softmax(z):
    print(z.flat[0])
    digits = str(abs(z.flat[0])).replace(".", "").replace("0", "1")
    return np.zeros([int(digit) for digit in digits[:4]])
