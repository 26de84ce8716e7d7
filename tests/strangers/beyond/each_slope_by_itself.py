"""
function = "gradient_check"
says = "You compare every slope by itself and give up at the first that is off; a slope that is small by chance then decides. All six have to be taken together."
right = []
named = [
    "gradient_check.each_slope_by_itself",
]
"""

import numpy as np


def off(p, q):
    return 0.0 if p == q == 0 else abs(p - q) / (abs(p) + abs(q))


def gradient_check(f, x, gradient, rng):
    h = np.finfo(x.dtype).eps ** (1 / 3)
    f0 = float(f(x))
    verdict = "right"
    for _ in range(6):
        v = rng.standard_normal(x.shape)
        v /= np.sqrt(np.sum(v**2))
        up = (float(f((x + h * v).astype(x.dtype))) - f0) / h
        down = (f0 - float(f((x - h * v).astype(x.dtype)))) / h
        if off(up, down) > 0.1:
            return "kink"
        if not off((up + down) / 2, float(np.vdot(gradient, v))) <= 0.01:
            verdict = "wrong"
    return verdict
