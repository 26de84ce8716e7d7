"""
function = "residual_forward"
says = "x += ... changes the array that the caches point to (and the caller's own input), so later the gradient of W uses the wrong x."
right = ["residual_backward"]
named = []
"""

import numpy as np


class Residual:
    """What one layer remembers."""

    def __init__(self, W, x, r):
        self.W, self.x, self.r = W, x, r

    def back(self, dy):
        delta = dy * (1 - self.r**2)
        grads = {"dW": delta @ self.x.T, "db": delta.sum(axis=1, keepdims=True)}
        return dy + self.W.T @ delta, grads


def residual_forward(x, layers):
    cache = []
    for layer in layers:
        r = np.tanh(layer["W"] @ x + layer["b"])
        cache.append(Residual(layer["W"], x, r))
        x += r
    return x, cache


def residual_backward(dy, cache):
    found = []
    for layer in reversed(cache):
        dy, grads = layer.back(dy)
        found.append(grads)
    return {"dx": dy, "layers": found[::-1]}
