"""
function = "gradient_check"
says = "The step is that of float64 for every x; for float32 it is far too small, and the slopes are noise."
right = []
named = []
"""

import numpy as np

H = np.finfo(float).eps ** (1 / 3)


def gradient_check(f, x, gradient, rng):
    vs = [rng.normal(size=x.shape) for _ in range(6)]
    vs = [(v / np.linalg.norm(v)).astype(x.dtype) for v in vs]
    step = x.dtype.type(H)
    here = f(x)
    right = np.array([(f(x + step * v) - here) / step for v in vs])
    left = np.array([(here - f(x - step * v)) / step for v in vs])
    said = np.array([np.sum(gradient * v) for v in vs])

    def error(p, q):
        size = np.linalg.norm(p) + np.linalg.norm(q)
        return np.linalg.norm(p - q) / size if size != 0 else 0

    if error(right, left) > 0.1:
        return "kink"
    return "right" if error((right + left) / 2, said) <= 0.01 else "wrong"
