"""
function = "hidden_gradient"
says = "A power of a matrix is np.linalg.matrix_power; ** raises each element to the power."
right = []
named = [
    "hidden_gradient.elementwise_power_but_for_the_own_step",
]
"""
import numpy as np


def hidden_gradient(t, do, parameters):
    T = do.shape[2]
    if t < 1 or t > T:
        raise ValueError(f"step {t} does not exist")
    WT = parameters["W_hh"].T
    total = parameters["W_qh"].T @ do[:, :, t - 1]
    for s in range(t + 1, T + 1):
        total = total + WT ** (s - t) @ parameters["W_qh"].T @ do[:, :, s - 1]
    return total
