"""
function = "lyapunov_exponent"
says = "You multiply v by the slopes first and by W afterwards, which is W diag(1 - h²); the Jacobian of the step is diag(1 - h²) W."
right = []
named = [
    "lyapunov_exponent.slope_before_the_matrix",
]
"""

import numpy as np


def lyapunov_exponent(W, states, v):
    length = np.linalg.norm(v)
    if length == 0:
        raise ValueError("v is zero")
    v = v / length
    total = 0.0
    for h in states.T:
        v = W @ ((1 - h**2) * v)
        length = np.linalg.norm(v)
        if length == 0:
            raise ValueError("v became zero")
        total += np.log(length)
        v = v / length
    return float(total / states.shape[1])
