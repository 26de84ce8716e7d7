"""
function = "hidden_gradient"
says = "You pair the power T-i with the output of step i; the formula wants do_{T+t-i}, so that the exponent is the distance from the state."
right = []
named = [
    "hidden_gradient.powers_the_other_way_round",
]
"""

import numpy as np


def hidden_gradient(t, do, parameters):
    T = do.shape[-1]
    if not (1 <= t <= T):
        raise ValueError("no such step: %d" % t)
    A, B = parameters["W_hh"].T, parameters["W_qh"].T
    terms = [np.linalg.matrix_power(A, T - i) @ B @ do[:, :, i - 1] for i in range(t, T + 1)]
    return np.sum(terms, axis=0)
