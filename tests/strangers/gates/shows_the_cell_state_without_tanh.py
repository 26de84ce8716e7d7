"""
function = "lstm_cell_forward"
says = "The hidden state is o times tanh(c); you left out the tanh."
right = ["lstm_cell_backward"]
named = [
    "lstm_cell_forward.tanh_of_the_cell_omitted",
]
"""

from collections import namedtuple

import numpy as np

Gates = namedtuple("Gates", "f i o g")
Cache = namedtuple("Cache", "x h c gates squashed p")


def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    p = parameters

    def pre(k):
        return p["W" + k] @ h_prev + p["U" + k] @ x_t + p["b" + k]

    gates = Gates(sigmoid(pre("f")), sigmoid(pre("i")), sigmoid(pre("o")), np.tanh(pre("c")))
    c_next = gates.f * c_prev + gates.i * gates.g
    squashed = np.tanh(c_next)
    h_next = gates.o * c_next
    return h_next, c_next, Cache(x_t, h_prev, c_prev, gates, squashed, p)


def lstm_cell_backward(dh_next, dc_next, cache):
    x, h, c, (f, i, o, g), squashed, p = cache
    dc = dc_next + dh_next * o * (1 - squashed**2)
    deltas = {
        "f": dc * c * f * (1 - f),
        "i": dc * g * i * (1 - i),
        "o": dh_next * squashed * o * (1 - o),
        "c": dc * i * (1 - g**2),
    }
    out = {"dx_t": 0, "dh_prev": 0, "dc_prev": dc * f}
    for k, d in deltas.items():
        out["dW" + k], out["dU" + k] = d @ h.T, d @ x.T
        out["db" + k] = d.sum(1, keepdims=True)
        out["dx_t"] = out["dx_t"] + p["U" + k].T @ d
        out["dh_prev"] = out["dh_prev"] + p["W" + k].T @ d
    return out
