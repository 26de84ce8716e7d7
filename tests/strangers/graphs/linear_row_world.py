"""
function = "linear_backward"
says = "the formulas are those for examples as rows, where here examples are columns"
right = []
named = [
    "linear_backward.examples_as_rows",
]
"""

import numpy as np


def linear_backward(x, W, dz):
    # dL/dx = dz W^T ,  dL/dW = x^T dz
    dx = dz @ W.T
    dW = x.T @ dz
    return {"dx": dx, "dW": dW}
