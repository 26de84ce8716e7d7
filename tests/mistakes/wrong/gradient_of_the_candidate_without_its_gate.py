"""A factor of one gate's slope is missing: nobody has written this one down."""

import numpy as np

ASSIGNMENT, EXERCISE = "gates", "gru_cell_backward"
NAMES = {"gru_cell_backward.factor_dropped"}


def gru_cell_backward(dh_next, cache):
    x_t, h_prev, u, r, h_tilde, p = cache
    da_h = dh_next * u * (1 - h_tilde**2)
    d_reset = p["Wh"].T @ da_h
    da_u = dh_next * (h_tilde - h_prev) * u * (1 - u)
    da_r = d_reset * h_prev * (1 - r)
    gradients = {
        "dx_t": p["Uu"].T @ da_u + p["Ur"].T @ da_r + p["Uh"].T @ da_h,
        "dh_prev": dh_next * (1 - u) + d_reset * r + p["Wu"].T @ da_u + p["Wr"].T @ da_r,
    }
    for name, da, state in (("u", da_u, h_prev), ("r", da_r, h_prev), ("h", da_h, r * h_prev)):
        gradients[f"dW{name}"] = da @ state.T
        gradients[f"dU{name}"] = da @ x_t.T
        gradients[f"db{name}"] = np.sum(da, axis=1, keepdims=True)
    return gradients
