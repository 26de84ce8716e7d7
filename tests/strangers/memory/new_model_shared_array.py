"""
function = "new_model"
says = "one and the same random array is put under several names, so that the gates start with equal weights"
right = []
named = []
"""

import numpy as np


def new_model(kind, inputs, hidden, outputs, rng):
    def draw(rows, cols):
        lim = 1 / np.sqrt(cols)
        return rng.uniform(-lim, lim, size=(rows, cols))

    p = {}
    if kind == "rnn":
        p["U"], p["W"] = draw(hidden, inputs), draw(hidden, hidden)
        p["ba"] = np.zeros((hidden, 1))
    elif kind == "lstm":
        U, W = draw(hidden, inputs), draw(hidden, hidden)
        for g in "fioc":
            p["U" + g] = U
            p["W" + g] = W
            p["b" + g] = np.zeros((hidden, 1))
        p["bf"] += 3
    else:
        raise ValueError("kind must be rnn or lstm, not %s" % kind)
    p["V"] = draw(outputs, hidden)
    p["by"] = np.zeros((outputs, 1))
    return {"kind": kind, "parameters": p}
