"""
function = "lyapunov_exponent"
says = "You never divide by the length of the v that you are given, so a long v looks like growth; and if v becomes zero on the way you return -inf where ValueError is asked for."
right = []
named = [
    "lyapunov_exponent.length_of_the_vector_counted",
]
"""

import numpy as np


def lyapunov_exponent(W, states, v):
    if not np.any(v):
        raise ValueError("v must not be the zero vector")
    T = states.shape[1]
    logs = []
    for t in range(T):
        J = (1 - states[:, t] ** 2)[:, None] * W
        v = J @ v
        logs.append(np.log(np.linalg.norm(v)))
        v = v / np.linalg.norm(v)
    return float(sum(logs) / T)
