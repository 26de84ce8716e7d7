"""
function = "gradient_check"
says = "You ask for f(x) again in both slopes of every direction, 24 calls where 20 are allowed, and you bring each row of v to length 1 (axis=-1) in place of v as a whole."
right = []
named = [
    "gradient_check.middle_asked_for_again",
    "gradient_check.rows_of_length_one + gradient_check.middle_asked_for_again",
]
"""

import numpy as np


def one_sided(f, x, v, h):
    return (f(x + h * v) - f(x)) / h


def relative(p, q):
    n = np.linalg.norm(p) + np.linalg.norm(q)
    return np.linalg.norm(p - q) / n if n > 0 or np.isnan(n) else 0.0


def gradient_check(f, x, gradient, rng):
    h = np.cbrt(np.finfo(x.dtype).eps)
    plus, minus, claim = np.zeros(6), np.zeros(6), np.zeros(6)
    for i in range(6):
        v = rng.normal(size=x.shape)
        v = v / np.linalg.norm(v, axis=-1, keepdims=True)
        v = v.astype(x.dtype)
        plus[i] = one_sided(f, x, v, h)
        minus[i] = -one_sided(f, x, -v, h)
        claim[i] = np.sum(v * gradient)
    if relative(plus, minus) > 0.1:
        return "kink"
    if relative((plus + minus) / 2, claim) <= 0.01:
        return "right"
    return "wrong"
