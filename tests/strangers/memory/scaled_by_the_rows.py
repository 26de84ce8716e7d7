"""
function = "new_model"
says = "You scale each matrix by its rows, but a unit sums over the columns."
right = []
named = []
"""

import numpy as np


def new_model(kind, inputs, hidden, outputs, rng):
    if kind == "rnn":
        blocks = {"": "ba"}
    elif kind == "lstm":
        blocks = {k: "b" + k for k in "fioc"}
    else:
        raise ValueError(f"no such kind: {kind}")

    def draw(rows, columns):
        limit = 1 / np.sqrt(rows)
        return rng.uniform(-limit, limit, size=(rows, columns))

    p = {}
    for k, bias in blocks.items():
        p["U" + k], p["W" + k] = draw(hidden, inputs), draw(hidden, hidden)
        p[bias] = np.full((hidden, 1), 3.0 if k == "f" else 0.0)
    p["V"], p["by"] = draw(outputs, hidden), np.zeros((outputs, 1))
    return {"kind": kind, "parameters": p}
