"""
function = "gru_cell_backward"
says = "dh_prev lacks the contribution through the product r * h_prev inside the candidate."
right = ["gru_cell_forward"]
named = [
    "gru_cell_backward.way_through_the_candidate_forgotten",
]
"""

from dataclasses import dataclass

import numpy as np


@dataclass
class GruStep:
    x: np.ndarray
    h: np.ndarray
    u: np.ndarray
    r: np.ndarray
    q: np.ndarray
    new: np.ndarray
    weights: dict


def gru_cell_forward(x_t, h_prev, parameters):
    affine = lambda k, v: parameters["W" + k] @ v + parameters["U" + k] @ x_t + parameters["b" + k]
    u, r = sigmoid(affine("u", h_prev)), sigmoid(affine("r", h_prev))
    q = r * h_prev
    new = np.tanh(affine("h", q))
    return h_prev - u * h_prev + u * new, GruStep(x_t, h_prev, u, r, q, new, parameters)


def gru_cell_backward(dh_next, cache):
    s, w = cache, cache.weights
    delta_new = dh_next * s.u * (1 - s.new * s.new)
    dq = w["Wh"].T @ delta_new
    delta_r = dq * s.h * s.r * (1 - s.r)
    delta_u = dh_next * (s.new - s.h) * s.u * (1 - s.u)
    dh_prev = (1 - s.u) * dh_next + w["Wu"].T @ delta_u + w["Wr"].T @ delta_r
    result = {"dh_prev": dh_prev, "dx_t": w["Uu"].T @ delta_u + w["Ur"].T @ delta_r + w["Uh"].T @ delta_new}
    for k, delta, read in (("u", delta_u, s.h), ("r", delta_r, s.h), ("h", delta_new, s.q)):
        result |= {"dW" + k: delta @ read.T, "dU" + k: delta @ s.x.T, "db" + k: delta.sum(1)[:, None]}
    return result
