"""
function = "highway_backward"
says = "g occurs in both terms, so its gradient is dy * (new - x); you left out the second."
right = ["highway_forward"]
named = [
    "highway_backward.gate_weighs_the_new_only",
]
"""

import numpy as np


def sig(a):
    return (1 + np.tanh(a / 2)) / 2


def highway_forward(x, layers):
    cache = {"x": [x], "new": [], "g": [], "layers": layers}
    for p in layers:
        old = cache["x"][-1]
        cache["new"].append(np.tanh(p["W"] @ old + p["b"]))
        cache["g"].append(sig(p["Wg"] @ old + p["bg"]))
        cache["x"].append(cache["g"][-1] * cache["new"][-1] + (1 - cache["g"][-1]) * old)
    return cache["x"][-1], cache


def highway_backward(dy, cache):
    grads = [None] * len(cache["layers"])
    for l in range(len(grads) - 1, -1, -1):
        p, x, new, g = cache["layers"][l], cache["x"][l], cache["new"][l], cache["g"][l]
        d_new = dy * g * (1 - new**2)
        d_g = dy * new * g * (1 - g)
        grads[l] = {}
        for W, b, d in (("dW", "db", d_new), ("dWg", "dbg", d_g)):
            grads[l][W] = d @ x.T
            grads[l][b] = np.sum(d, axis=1, keepdims=True)
        dy = dy * (1 - g) + p["W"].T @ d_new + p["Wg"].T @ d_g
    return {"dx": dy, "layers": grads}
