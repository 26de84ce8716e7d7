"""
function = "elementwise_backward"
says = "the argument is treated as if it were already the result of the function, so that the slopes are taken at the wrong number"
right = []
named = [
    "elementwise_backward.slope_at_the_activated_value",
]
"""

import numpy as np


def elementwise_backward(name, x, dz):
    if name == "relu":
        slope = np.zeros(np.shape(x))
        slope[x > 0] = 1
    elif name == "tanh":
        slope = 1 - x ** 2
    elif name == "sigmoid":
        slope = x * (1 - x)
    else:
        raise ValueError("no function called " + name)
    return dz * slope
