"""
function = "gru_cell_forward"
says = "the reset gate multiplies after the product with the weights, as another definition has it; here it comes before"
right = []
named = [
    "gru_cell_forward.reset_after_the_product",
]
"""

import numpy as np


def gru_cell_forward(x_t, h_prev, parameters):
    update = sigmoid(parameters["Uu"] @ x_t + parameters["Wu"] @ h_prev + parameters["bu"])
    reset = sigmoid(parameters["Ur"] @ x_t + parameters["Wr"] @ h_prev + parameters["br"])
    cand = np.tanh(parameters["Uh"] @ x_t + reset * (parameters["Wh"] @ h_prev) + parameters["bh"])
    h_next = update * cand + (1 - update) * h_prev
    cache = (x_t, h_prev, update, reset, cand, parameters)
    return h_next, cache
