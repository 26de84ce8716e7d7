"""
function = "lstm_cell_forward"
says = "The loop sends all four blocks through the sigmoid, but the candidate needs a tanh."
right = ["lstm_cell_backward"]
named = [
    "lstm_cell_forward.candidate_with_sigmoid",
]
"""

import numpy as np


class StepMemory:
    def __init__(self, **things):
        self.__dict__.update(things)


def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    act = {}
    for block in ["f", "i", "o", "c"]:
        z = np.dot(parameters["W" + block], h_prev)
        z += np.dot(parameters["U" + block], x_t)
        z += parameters["b" + block]
        act[block] = sigmoid(z)
    c_next = np.multiply(act["f"], c_prev) + np.multiply(act["i"], act["c"])
    shown = np.tanh(c_next)
    h_next = np.multiply(act["o"], shown)
    memory = StepMemory(x=x_t, h=h_prev, c=c_prev, act=act, shown=shown, par=parameters)
    return h_next, c_next, memory


def lstm_cell_backward(dh_next, dc_next, cache):
    a, par = cache.act, cache.par
    dc = dc_next + dh_next * a["o"] * (1 - cache.shown**2)
    d = dict(f=dc * cache.c, i=dc * a["c"], o=dh_next * cache.shown, c=dc * a["i"])
    for block in "fio":
        d[block] = d[block] * a[block] * (1 - a[block])
    d["c"] = d["c"] * (1 - a["c"] ** 2)
    result = {"dc_prev": dc * a["f"]}
    result["dx_t"] = sum(par["U" + k].T.dot(d[k]) for k in d)
    result["dh_prev"] = sum(par["W" + k].T.dot(d[k]) for k in d)
    for k in d:
        result["dW" + k] = d[k].dot(cache.h.T)
        result["dU" + k] = d[k].dot(cache.x.T)
        result["db" + k] = d[k].sum(axis=1)[:, np.newaxis]
    return result
