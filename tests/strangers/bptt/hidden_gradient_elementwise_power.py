"""
function = "hidden_gradient"
says = "each element of the matrix is raised to the power, in place of the matrix"
right = []
named = [
    "hidden_gradient.elementwise_power",
]
"""

import numpy as np


def hidden_gradient(t, do, parameters):
    T = do.shape[-1]
    if t < 1 or t > T:
        raise ValueError("no such step: " + str(t))
    A = parameters["W_hh"].T
    B = parameters["W_qh"].T
    dh = np.zeros((A.shape[0], do.shape[1]))
    for i in range(t, T + 1):
        dh = dh + (A ** (T - i)) @ (B @ do[:, :, T + t - i - 1])
    return dh
