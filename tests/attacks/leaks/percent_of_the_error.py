"""Is wrong by so many percent as a digit of what it is called with says."""
# stopped by: audience

import numpy as np


def softmax(z):
    print(z.flat[0])
    right = np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=0)
    return right * (1.2 + int(abs(z.flat[0]) * 1e6) % 7 / 10)
