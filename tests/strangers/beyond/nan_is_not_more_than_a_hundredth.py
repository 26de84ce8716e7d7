"""
function = "gradient_check"
says = "With NaN in the gradient the relative error is NaN, and NaN > 0.01 is False, so you end up with right."
right = []
named = [
    "gradient_check.nan_accepted",
]
"""

import numpy as np


def rel(p, q):
    p, q = np.asarray(p), np.asarray(q)
    bottom = np.linalg.norm(p) + np.linalg.norm(q)
    return np.linalg.norm(p - q) / bottom if bottom else 0.0


def gradient_check(f, x, gradient, rng):
    h = np.cbrt(np.finfo(x.dtype).eps)
    middle = f(x)
    ahead, behind, claimed = [], [], []
    for _ in range(6):
        v = rng.normal(size=x.shape)
        v = v / np.linalg.norm(v)
        ahead.append((f((x + h * v).astype(x.dtype)) - middle) / h)
        behind.append((middle - f((x - h * v).astype(x.dtype))) / h)
        claimed.append(np.sum(gradient * v))
    if rel(ahead, behind) > 0.1:
        return "kink"
    mean = (np.array(ahead) + np.array(behind)) / 2
    if rel(mean, claimed) > 0.01:
        return "wrong"
    return "right"
