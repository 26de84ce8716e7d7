"""
function = "lstm_cell_backward"
says = "dc_prev leaves out what comes to c through h, and the candidate is sent back through the slope of a sigmoid though it came out of a tanh."
right = ["lstm_cell_forward"]
named = [
    "lstm_cell_backward.candidate_slope_as_of_a_gate",
    "lstm_cell_backward.old_cell_state_without_the_way_through_the_hidden_state",
]
"""

import numpy as np


def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    gates = {k: sigmoid(parameters["W" + k] @ h_prev + parameters["U" + k] @ x_t + parameters["b" + k])
             for k in "fio"}
    gates["c"] = np.tanh(parameters["Wc"] @ h_prev + parameters["Uc"] @ x_t + parameters["bc"])
    c = gates["f"] * c_prev + gates["i"] * gates["c"]
    return gates["o"] * np.tanh(c), c, {"g": gates, "states": (h_prev, c_prev, c), "x": x_t, "p": parameters}


def lstm_cell_backward(dh_next, dc_next, cache):
    g, (h_prev, c_prev, c), x = cache["g"], cache["states"], cache["x"]
    tanh_c = np.tanh(c)
    dc = dc_next + dh_next * g["o"] * (1 - tanh_c**2)
    upstream = {"f": dc * c_prev, "i": dc * g["c"], "o": dh_next * tanh_c, "c": dc * g["i"]}
    grads = {"dc_prev": g["f"] * dc_next, "dh_prev": np.zeros_like(h_prev), "dx_t": np.zeros_like(x)}
    for k in upstream:
        delta = upstream[k] * g[k] * (1 - g[k])
        grads["dW" + k] = delta @ h_prev.T
        grads["dU" + k] = delta @ x.T
        grads["db" + k] = delta.sum(axis=-1, keepdims=True)
        grads["dh_prev"] = grads["dh_prev"] + cache["p"]["W" + k].T @ delta
        grads["dx_t"] = grads["dx_t"] + cache["p"]["U" + k].T @ delta
    return grads
