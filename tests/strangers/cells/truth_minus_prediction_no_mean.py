"""
function = "output_backward"
says = "dz is prediction minus truth, and the loss is a mean over the batch: ds needs the division by N as well, not only dV and dby."
right = []
named = [
    "output_backward.gradient_of_the_state_not_averaged",
]
"""
import numpy as np


def output_backward(out_pred, labels, s, V):
    m, N = out_pred.shape
    y = np.eye(m)[labels].T
    error = out_pred - y
    return {
        "ds": np.matmul(V.T, error),
        "dV": np.matmul(error, s.T) / N,
        "dby": np.mean(error, axis=1, keepdims=True),
    }
