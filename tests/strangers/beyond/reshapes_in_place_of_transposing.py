"""
function = "attention_backward"
says = "To bring the batch to the front you use reshape, which cuts the numbers anew and mixes sequences and features; it only fits for one sequence. Also the root of n is missing in dkeys."
right = []
named = [
    "attention_backward.reshaped_for_transposed",
    "attention_backward.reshaped_for_transposed + attention_backward.scores_not_divided",
]
"""

import numpy as np


def batch_first(z):
    f, n, t = z.shape
    return z.reshape(n, f, t)


def attention_backward(dcontexts, queries, keys, values):
    q, k, v, dc = (batch_first(z) for z in (queries, keys, values, dcontexts))
    scale = 1 / np.sqrt(q.shape[1])
    s = k.transpose(0, 2, 1) @ q * scale  # (N, T, Q)
    w = np.exp(s - s.max(axis=1, keepdims=True))
    w = w / w.sum(axis=1, keepdims=True)
    dv = dc @ w.transpose(0, 2, 1)
    dw = v.transpose(0, 2, 1) @ dc
    ds = w * (dw - (w * dw).sum(axis=1, keepdims=True))
    dq = k @ ds * scale
    dk = q @ ds.transpose(0, 2, 1)
    return {
        "dqueries": dq.reshape(queries.shape),
        "dkeys": dk.reshape(keys.shape),
        "dvalues": dv.reshape(values.shape),
    }
