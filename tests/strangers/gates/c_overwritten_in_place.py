"""
function = "lstm_cell_forward"
says = "the caller's previous cell state is changed in place, and the cache points to it: what the way back reads there is the new state"
right = ["lstm_cell_backward"]
named = []
"""

import numpy as np


def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    p = parameters
    f_t = sigmoid(p["Wf"] @ h_prev + p["Uf"] @ x_t + p["bf"])
    i_t = sigmoid(p["Wi"] @ h_prev + p["Ui"] @ x_t + p["bi"])
    o_t = sigmoid(p["Wo"] @ h_prev + p["Uo"] @ x_t + p["bo"])
    g_t = np.tanh(p["Wc"] @ h_prev + p["Uc"] @ x_t + p["bc"])
    c_next = c_prev
    c_next *= f_t
    c_next += i_t * g_t
    h_next = o_t * np.tanh(c_next)
    return h_next, c_next, [x_t, h_prev, c_prev, f_t, i_t, o_t, g_t, c_next, p]


def lstm_cell_backward(dh_next, dc_next, cache):
    x_t, h_prev, c_prev, f_t, i_t, o_t, g_t, c_next, p = cache
    t = np.tanh(c_next)
    dc_total = dc_next + dh_next * o_t * (1 - t ** 2)
    df = dc_total * c_prev * f_t * (1 - f_t)
    di = dc_total * g_t * i_t * (1 - i_t)
    do = dh_next * t * o_t * (1 - o_t)
    dg = dc_total * i_t * (1 - g_t ** 2)
    out = {
        "dx_t": p["Uf"].T @ df + p["Ui"].T @ di + p["Uo"].T @ do + p["Uc"].T @ dg,
        "dh_prev": p["Wf"].T @ df + p["Wi"].T @ di + p["Wo"].T @ do + p["Wc"].T @ dg,
        "dc_prev": dc_total * f_t,
    }
    for letter, d in zip("fioc", (df, di, do, dg)):
        out["dW" + letter] = d @ h_prev.T
        out["dU" + letter] = d @ x_t.T
        out["db" + letter] = d.sum(axis=1, keepdims=True)
    return out
