"""
function = "output_backward"
says = "The loss is a mean over the batch, so everything that comes from it is divided by N. Your ds and dV are; the gradient of the bias was summed before you divided."
right = []
named = [
    "output_backward.bias_gradient_not_divided_by_the_batch",
]
"""

import numpy as np


def output_backward(out_pred, labels, s, V):
    m, N = out_pred.shape
    truth = np.equal.outer(np.arange(m), labels)  # (m, N), True in the row of the label
    dz = out_pred - truth
    dby = dz.sum(axis=1, keepdims=True)
    dz = dz / N
    dV = np.einsum("mb,nb->mn", dz, s)
    return {"ds": V.T @ dz, "dV": dV, "dby": dby}
