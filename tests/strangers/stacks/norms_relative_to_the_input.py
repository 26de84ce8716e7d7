"""
function = "shortcut_gradient_norms"
says = "You divide by the norm at the input, but all norms are to be relative to that at the top."
right = []
named = []
"""

import numpy as np


def shortcut_gradient_norms(depth, kind, rng):
    if kind not in ("plain", "residual", "highway"):
        raise ValueError(f"unknown kind {kind!r}")
    n = 64
    layers = []
    for _ in range(depth):
        layers.append({
            "W": rng.normal(0, 1 / 16, (n, n)), "b": np.zeros((n, 1)),
            "Wg": rng.normal(0, 1 / 16, (n, n)), "bg": np.full((n, 1), -3.0),
        })
    forward = {"residual": residual_forward, "highway": highway_forward}.get(kind)
    backward = {"residual": residual_backward, "highway": highway_backward}.get(kind)
    x, caches = rng.normal(size=(n, 1)), []
    for layer in layers:
        if kind == "plain":
            x = np.tanh(layer["W"] @ x)
            caches.append(x)
        else:
            x, cache = forward(x, [layer])
            caches.append(cache)
    g = rng.normal(size=(n, 1))
    norms = [np.linalg.norm(g)]
    for layer, cache in zip(layers[::-1], caches[::-1]):
        g = layer["W"].T @ (g * (1 - cache**2)) if kind == "plain" else backward(g, cache)["dx"]
        norms.append(np.linalg.norm(g))
    norms = np.array(norms[::-1])
    return norms / norms[0]
