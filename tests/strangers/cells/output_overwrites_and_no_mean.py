"""
function = "output_backward"
says = "the caller's predictions are changed in place; and the mean over the batch is missing from the gradient"
right = []
named = [
    "output_backward.not_averaged_over_the_batch",
]
"""

import numpy as np


def output_backward(out_pred, labels, s, V):
    dz = out_pred
    for column, label in enumerate(labels):
        dz[label, column] -= 1
    grads = {}
    grads["ds"] = V.T @ dz
    grads["dV"] = dz @ s.T
    grads["dby"] = dz.sum(axis=1, keepdims=True)
    return grads
