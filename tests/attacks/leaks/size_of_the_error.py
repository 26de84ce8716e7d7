"""Is wrong by a power of ten for every digit of what it is called with."""
# stopped by: audience

import numpy as np


def softmax(z):
    right = np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=0)
    return right * (10 + int(abs(z.flat[0]) * 1e6) % 10)
