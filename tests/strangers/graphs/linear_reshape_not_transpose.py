"""
function = "linear_backward"
says = "x dzᵀ has the shape (n, m); to get (m, n) it must be transposed, or computed as dz xᵀ. reshape gives the right shape with the numbers in the wrong places."
right = []
named = [
    "linear_backward.weight_gradient_reshaped",
]
"""
import numpy as np


def linear_backward(x, W, dz):
    grads = {"dx": np.dot(W.T, dz)}
    grads["dW"] = np.dot(x, dz.T).reshape(W.shape)
    return grads
