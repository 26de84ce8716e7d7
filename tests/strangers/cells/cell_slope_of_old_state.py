"""
function = "rnn_cell_backward"
says = "the slope of tanh is taken at the state that came into the step, not at the one that went out"
right = ["rnn_cell_forward"]
named = [
    "rnn_cell_backward.tanh_derivative_at_the_old_state",
]
"""

import numpy as np


def rnn_cell_forward(x_t, s_prev, parameters):
    pre = parameters["U"].dot(x_t) + parameters["W"].dot(s_prev) + parameters["ba"]
    s_next = np.tanh(pre)
    scores = parameters["V"].dot(s_next) + parameters["by"]
    cache = {"x": x_t, "before": s_prev, "after": s_next, "p": parameters}
    return s_next, softmax(scores), cache


def rnn_cell_backward(ds_next, cache):
    x, state, p = cache["x"], cache["before"], cache["p"]
    delta = ds_next * (1 - np.square(state))     # tanh' = 1 - tanh^2
    out = dict()
    out["dx_t"] = p["U"].T.dot(delta)
    out["ds_prev"] = p["W"].T.dot(delta)
    out["dU"] = delta.dot(x.T)
    out["dW"] = delta.dot(state.T)
    out["dba"] = delta.sum(1).reshape(-1, 1)
    return out
