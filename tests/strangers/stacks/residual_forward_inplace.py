"""
function = "residual_forward"
says = "the input is changed in place at every layer, so that the cache holds the final value everywhere and the caller's array is changed, too"
right = ["residual_backward"]
named = []
"""

import numpy as np


def residual_forward(x, layers):
    cache = []
    for layer in layers:
        step = np.tanh(np.dot(layer["W"], x) + layer["b"])
        cache.append((x, step, layer))
        x += step
    return x, cache


def residual_backward(dy, cache):
    dx = dy
    layers = [None] * len(cache)
    for l in range(len(cache) - 1, -1, -1):
        x_in, r, layer = cache[l]
        da = dx * (1 - r * r)
        layers[l] = {"dW": np.dot(da, x_in.T), "db": np.sum(da, axis=1, keepdims=True)}
        dx = dx + np.dot(layer["W"].T, da)
    return {"dx": dx, "layers": layers}
