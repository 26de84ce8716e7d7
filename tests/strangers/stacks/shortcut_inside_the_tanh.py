"""
function = "residual_forward"
says = "You add x before the tanh; the shortcut has to lead around the tanh."
right = ["residual_backward"]
named = [
    "residual_forward.sum_squashed",
]
"""

import numpy as np


def residual_forward(x, layers):
    n, N = x.shape
    D = len(layers)
    xs, rs = np.zeros((D + 1, n, N)), np.zeros((D, n, N))
    Ws = np.stack([layer["W"] for layer in layers])
    bs = np.stack([layer["b"] for layer in layers])
    xs[0] = x
    for l in range(D):
        rs[l] = np.tanh(xs[l] + Ws[l] @ xs[l] + bs[l])
        xs[l + 1] = rs[l]
    return xs[D], (xs, rs, Ws)


def residual_backward(dy, cache):
    xs, rs, Ws = cache
    slopes = 1 - rs * rs
    deltas = np.empty_like(rs)
    for l in range(len(rs) - 1, -1, -1):
        deltas[l] = slopes[l] * dy
        dy = dy + Ws[l].T @ deltas[l]
    dW = deltas @ xs[:-1].transpose(0, 2, 1)
    db = deltas.sum(axis=2, keepdims=True)
    return {"dx": dy, "layers": [{"dW": dW[l], "db": db[l]} for l in range(len(rs))]}
