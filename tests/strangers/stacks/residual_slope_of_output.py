"""
function = "residual_backward"
says = "the slope is taken at the layer's output, the sum, where only what went through the tanh has a slope"
right = ["residual_forward"]
named = [
    "residual_backward.slope_at_the_output",
]
"""

import numpy as np


def residual_forward(x, layers):
    cache = []
    for layer in layers:
        r = np.tanh(layer["W"] @ x + layer["b"])
        y = x + r
        cache.append({"in": x, "out": y, "r": r, "W": layer["W"]})
        x = y
    return x, cache


def residual_backward(dy, cache):
    grads = []
    for c in cache[::-1]:
        delta = dy * (1 - c["out"] ** 2)
        grads.insert(0, {"dW": delta @ c["in"].T, "db": delta.sum(axis=1, keepdims=True)})
        dy = dy + c["W"].T @ delta
    return {"dx": dy, "layers": grads}
