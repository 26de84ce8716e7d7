"""
function = "new_model"
says = "the weights are drawn from a normal distribution with a fixed size, where they should be uniform and shrink with the number of columns; and the forget gate's bias is left at zero"
right = []
named = []
"""

import numpy as np


def new_model(kind, inputs, hidden, outputs, rng):
    if kind == "rnn":
        names = [("U", "W", "ba")]
    elif kind == "lstm":
        names = [("U" + g, "W" + g, "b" + g) for g in ["f", "i", "o", "c"]]
    else:
        raise ValueError(kind)
    parameters = {}
    for u, w, b in names:
        parameters[u] = rng.normal(0, 0.1, (hidden, inputs))
        parameters[w] = rng.normal(0, 0.1, (hidden, hidden))
        parameters[b] = np.zeros((hidden, 1))
    parameters["V"] = rng.normal(0, 0.1, (outputs, hidden))
    parameters["by"] = np.zeros((outputs, 1))
    return {"kind": kind, "parameters": parameters}
