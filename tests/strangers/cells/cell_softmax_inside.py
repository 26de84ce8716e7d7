"""
function = "rnn_cell_forward"
says = "the prediction is normalised over all elements of the matrix, rather than within each column"
right = ["rnn_cell_backward"]
named = [
    "softmax.normalised_over_everything",
]
"""

import numpy as np


def rnn_cell_forward(x_t, s_prev, parameters):
    # unpack everything first
    U = parameters["U"]
    W = parameters["W"]
    V = parameters["V"]
    ba = parameters["ba"]
    by = parameters["by"]

    a = np.dot(U, x_t) + np.dot(W, s_prev) + ba
    s_next = np.tanh(a)

    logits = np.dot(V, s_next) + by
    logits = logits - np.max(logits)
    out_pred = np.exp(logits) / np.sum(np.exp(logits))

    cache = (s_next, s_prev, x_t, parameters)
    return s_next, out_pred, cache


def rnn_cell_backward(ds_next, cache):
    (s_next, s_prev, x_t, parameters) = cache
    U = parameters["U"]
    W = parameters["W"]

    dtanh = (1 - s_next ** 2) * ds_next
    dx_t = np.dot(U.T, dtanh)
    dU = np.dot(dtanh, x_t.T)
    ds_prev = np.dot(W.T, dtanh)
    dW = np.dot(dtanh, s_prev.T)
    dba = np.sum(dtanh, axis=1, keepdims=True)

    gradients = {"dx_t": dx_t, "ds_prev": ds_prev, "dU": dU, "dW": dW, "dba": dba}
    return gradients
