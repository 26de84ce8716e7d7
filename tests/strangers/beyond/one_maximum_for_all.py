"""
function = "attention_forward"
says = "You subtract the largest score of the whole array; a query whose own scores all lie a thousand below it gets zero divided by zero. Each query needs its own maximum, over the steps."
right = []
named = [
    "attention_forward.one_maximum_for_all",
]
"""

import numpy as np


def attention_forward(queries, keys, values):
    n = queries.shape[0]
    q, k, v = (np.moveaxis(z, 1, 0) for z in (queries, keys, values))  # batch first
    s = np.swapaxes(k, 1, 2) @ q / n**0.5  # (N, T, Q)
    e = np.exp(s - np.max(s))
    w = e / e.sum(axis=1, keepdims=True)
    return np.moveaxis(v @ w, 0, 1), np.moveaxis(w, 0, 1)
