"""Two mistakes of a cell's backward: most of it has one of them, and `ds_prev` both."""

ASSIGNMENT, EXERCISE = "cells", "rnn_cell_backward"
NAMES = {
    "rnn_cell_backward.tanh_derivative_missing",
    "rnn_cell_backward.tanh_derivative_missing + rnn_cell_backward.state_weights_not_transposed",
}


def rnn_cell_backward(ds_next, cache):
    s_next, s_prev, x_t, parameters = cache
    da = ds_next
    return {
        "dx_t": parameters["U"].T @ da,
        "ds_prev": parameters["W"] @ da,
        "dU": da @ x_t.T,
        "dW": da @ s_prev.T,
        "dba": da.sum(axis=1, keepdims=True),
    }
