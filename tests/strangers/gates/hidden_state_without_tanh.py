"""
function = "lstm_cell_forward"
says = "the cell state is shown as it is: the tanh between the cell state and the output gate is missing"
right = ["lstm_cell_backward"]
named = [
    "lstm_cell_forward.tanh_of_the_cell_omitted",
]
"""

import numpy as np


def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    def pre(k):
        return parameters["W" + k] @ h_prev + parameters["U" + k] @ x_t + parameters["b" + k]

    forget, write, show = sigmoid(pre("f")), sigmoid(pre("i")), sigmoid(pre("o"))
    candidate = np.tanh(pre("c"))
    c_next = forget * c_prev + write * candidate
    h_next = show * c_next
    cache = dict(x=x_t, h=h_prev, c=c_prev, f=forget, i=write, o=show, g=candidate,
                 c_new=c_next, p=parameters)
    return h_next, c_next, cache


def lstm_cell_backward(dh_next, dc_next, cache):
    C = cache
    tc = np.tanh(C["c_new"])
    dc = dc_next + dh_next * C["o"] * (1 - tc * tc)
    d = {}
    d["o"] = dh_next * tc * C["o"] * (1 - C["o"])
    d["f"] = dc * C["c"] * C["f"] * (1 - C["f"])
    d["i"] = dc * C["g"] * C["i"] * (1 - C["i"])
    d["c"] = dc * C["i"] * (1 - C["g"] ** 2)
    res = {"dx_t": 0, "dh_prev": 0, "dc_prev": dc * C["f"]}
    for k in "fioc":
        res["dx_t"] = res["dx_t"] + C["p"]["U" + k].T @ d[k]
        res["dh_prev"] = res["dh_prev"] + C["p"]["W" + k].T @ d[k]
        res["dW" + k] = d[k] @ C["h"].T
        res["dU" + k] = d[k] @ C["x"].T
        res["db" + k] = d[k].sum(axis=1, keepdims=True)
    return res
