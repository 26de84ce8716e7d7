"""
function = "model_forward"
says = "The logits of a step are made before the state is updated, so they belong to the state of the step before."
right = ["model_backward"]
named = [
    "model_forward.logits_of_the_state_before",
]
"""

import numpy as np


class Plain:
    """The plain cell with its memory."""

    names = ("U", "W", "ba")

    def __init__(self, p, N):
        self.p, self.h, self.tape = p, np.zeros((p["W"].shape[0], N)), []

    def step(self, x):
        old = self.h
        self.h = np.tanh(self.p["U"] @ x + self.p["W"] @ old + self.p["ba"])
        self.tape.append((x, old, self.h))

    def back(self, dh, state):
        x, old, new = self.tape[state["t"]]
        d = (dh + state.get("h", 0)) * (1 - new**2)
        state["h"] = self.p["W"].T @ d
        return {"dU": d @ x.T, "dW": d @ old.T, "dba": d.sum(1, keepdims=True)}


class Lstm:
    def __init__(self, p, N):
        self.p, self.tape = p, []
        self.h = np.zeros((p["Wf"].shape[0], N))
        self.c = np.zeros_like(self.h)

    def step(self, x):
        p, h, c = self.p, self.h, self.c
        a = {k: p["W" + k] @ h + p["U" + k] @ x + p["b" + k] for k in "fioc"}
        y = {k: np.tanh(a[k]) if k == "c" else 0.5 + 0.5 * np.tanh(a[k] / 2) for k in a}
        self.c = y["f"] * c + y["i"] * y["c"]
        self.h = y["o"] * np.tanh(self.c)
        self.tape.append((x, h, c, y, self.c))

    def back(self, dh, state):
        x, h, c, y, c_new = self.tape[state["t"]]
        dh = dh + state.get("h", 0)
        tc = np.tanh(c_new)
        dc = state.get("c", 0) + dh * y["o"] * (1 - tc**2)
        d = {"f": dc * c, "i": dc * y["c"], "o": dh * tc, "c": dc * y["i"]}
        d = {k: v * (1 - y[k] ** 2 if k == "c" else y[k] - y[k] ** 2) for k, v in d.items()}
        state["h"] = sum(self.p["W" + k].T @ d[k] for k in d)
        state["c"] = dc * y["f"]
        out = {}
        for k in d:
            out["dU" + k], out["dW" + k] = d[k] @ x.T, d[k] @ h.T
            out["db" + k] = d[k].sum(axis=1, keepdims=True)
        return out


def model_forward(model, x):
    p = model["parameters"]
    cell = {"rnn": Plain, "lstm": Lstm}[model["kind"]](p, x.shape[1])
    logits, shown = [], []
    for t in range(x.shape[2]):
        logits.append(p["V"] @ cell.h + p["by"])
        cell.step(x[:, :, t])
        shown.append(cell.h)
    return np.dstack(logits), [cell, shown]


def model_backward(model, dlogits, cache):
    cell, shown = cache
    V = model["parameters"]["V"]
    grads = {"d" + name: np.zeros(value.shape) for name, value in model["parameters"].items()}
    state = {}
    for t in range(len(shown) - 1, -1, -1):
        dz = dlogits[:, :, t]
        state["t"] = t
        found = cell.back(V.T @ dz, state)
        found["dV"], found["dby"] = dz @ shown[t].T, dz.sum(axis=1, keepdims=True)
        for name, value in found.items():
            grads[name] = grads[name] + value
    return grads
