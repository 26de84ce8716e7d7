"""
function = "output_backward"
says = "the index of the right class is subtracted from the predictions, in place of a one-hot column"
right = []
named = [
    "output_backward.labels_subtracted_as_numbers",
]
"""

import numpy as np


def output_backward(out_pred, labels, s, V):
    N = out_pred.shape[1]
    # prediction minus truth
    target = labels
    dz = (out_pred - target) / N
    dV = np.dot(dz, s.T)
    dby = np.sum(dz, axis=1, keepdims=True)
    ds = np.dot(V.T, dz)
    return {"ds": ds, "dV": dV, "dby": dby}
