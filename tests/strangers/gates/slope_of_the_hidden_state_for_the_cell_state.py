"""
function = "lstm_cell_backward"
says = "On the way from h to c you use 1 - h**2, but the tanh there gave tanh(c), and h is that times the output gate."
right = ["lstm_cell_forward"]
named = [
    "lstm_cell_backward.slope_at_the_hidden_state",
]
"""

import numpy as np


def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    P = parameters
    f = sigmoid(P["Wf"] @ h_prev + P["Uf"] @ x_t + P["bf"])
    i = sigmoid(P["Wi"] @ h_prev + P["Ui"] @ x_t + P["bi"])
    o = sigmoid(P["Wo"] @ h_prev + P["Uo"] @ x_t + P["bo"])
    cc = np.tanh(P["Wc"] @ h_prev + P["Uc"] @ x_t + P["bc"])
    c = f * c_prev + i * cc
    h = o * np.tanh(c)
    return h, c, (x_t, h_prev, c_prev, h, c, f, i, o, cc, P)


def lstm_cell_backward(dh_next, dc_next, cache):
    x_t, h_prev, c_prev, h, c, f, i, o, cc, P = cache
    do = dh_next * np.tanh(c) * o * (1 - o)
    dc = dc_next + dh_next * o * (1 - h ** 2)
    df = dc * c_prev * f * (1 - f)
    di = dc * cc * i * (1 - i)
    dcc = dc * i * (1 - cc**2)
    grads = {}
    grads["dx_t"] = P["Uf"].T @ df + P["Ui"].T @ di + P["Uo"].T @ do + P["Uc"].T @ dcc
    grads["dh_prev"] = P["Wf"].T @ df + P["Wi"].T @ di + P["Wo"].T @ do + P["Wc"].T @ dcc
    grads["dc_prev"] = dc * f
    for k, d in zip("fioc", (df, di, do, dcc)):
        grads[f"dW{k}"], grads[f"dU{k}"] = d @ h_prev.T, d @ x_t.T
        grads[f"db{k}"] = d.sum(axis=1, keepdims=True)
    return grads
