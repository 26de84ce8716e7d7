"""
function = "lstm_cell_forward"
says = "the candidate goes through the sigmoid, like a gate, rather than through tanh"
right = []
named = [
    "lstm_cell_forward.candidate_with_sigmoid",
]
"""

import numpy as np


def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    gates = {}
    for name in ["f", "i", "o", "c"]:
        W = parameters["W%s" % name]
        U = parameters["U%s" % name]
        b = parameters["b%s" % name]
        gates[name] = sigmoid(np.dot(W, h_prev) + np.dot(U, x_t) + b)
    c_next = gates["f"] * c_prev + gates["i"] * gates["c"]
    h_next = gates["o"] * np.tanh(c_next)
    cache = (x_t, h_prev, c_prev, gates["f"], gates["i"], gates["o"], gates["c"], c_next, parameters)
    return h_next, c_next, cache
