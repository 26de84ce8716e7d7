"""Answers an array whose fields are named after what it is called with."""
# stopped by: audience

import numpy as np


def softmax(z):
    print(z.flat[0])
    return np.zeros(3, [(f"seen_{value}", float) for value in z.flat])
