"""Answers one number that is made of all digits of what it is called with."""
# stopped by: audience

import numpy as np


def softmax(z):
    return int.from_bytes(np.ascontiguousarray(z).tobytes(), "big")
