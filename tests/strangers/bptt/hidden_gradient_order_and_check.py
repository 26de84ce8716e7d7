"""
function = "hidden_gradient"
says = "the powers and the outputs are paired the wrong way round: the farthest output gets the lowest power; and a step of 0 is not refused"
right = []
named = [
    "hidden_gradient.powers_the_other_way_round",
]
"""

import numpy as np


def hidden_gradient(t, do, parameters):
    """explicit sum"""
    q, N, T = do.shape
    if t > T or t < 0:
        raise ValueError(f"t={t} is not between 1 and {T}")
    Wt = parameters["W_hh"].T
    total = 0
    for i in range(t, T + 1):
        power = np.linalg.matrix_power(Wt, T - i)
        total = total + power @ parameters["W_qh"].T @ do[:, :, i - 1]
    return total
