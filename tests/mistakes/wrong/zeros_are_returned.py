"""Gradients are computed, and what is returned are the zeros that they should have gone to."""

import numpy as np

ASSIGNMENT, EXERCISE = "cells", "rnn_cell_backward"
NAMES = {"rnn_cell_backward.left_at_zero"}


def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, parameters = cache
    da = ds_next * (1 - s_next**2)
    dU = np.zeros_like(parameters["U"])
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"].T @ da,
        "dU": dU,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }
