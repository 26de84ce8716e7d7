"""The input counts in no step: the way it is written is not that of the reference."""

import numpy as np

from solutions.cells import softmax

ASSIGNMENT, EXERCISE = "cells", "rnn_cell_forward"
NAMES = {"rnn_cell_forward.term_dropped"}
SAYS = ("One of the terms", "`s_next`")


def rnn_cell_forward(x_t, s_prev, parameters):
    a = np.add(np.dot(parameters["W"], s_prev), parameters["ba"])
    s_next = np.tanh(a)
    return (
        s_next,
        softmax(parameters["V"] @ s_next + parameters["by"]),
        (s_next, s_prev, x_t, parameters),
    )
