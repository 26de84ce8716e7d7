"""
function = "model_forward"
says = "What the gates of the next step read is h, that is o times tanh(c). You show h to the output layer, but carry tanh(c) on to the next step."
right = ["model_backward"]
named = [
    "model_forward.squashed_cell_state_carried_on",
]
"""
from collections import namedtuple

import numpy as np

Plain = namedtuple("Plain", "x before after")
Gated = namedtuple("Gated", "x before c_before f i o g tc after")


def gate(model, letter, x, h):
    p = model["parameters"]
    return 1 / 2 + np.tanh((p["W" + letter] @ h + p["U" + letter] @ x + p["b" + letter]) / 2) / 2


def model_forward(model, x):
    p = model["parameters"]
    n = p["V"].shape[1]
    h = c = np.zeros((n, x.shape[1]))
    cache, logits = [], []
    for x_t in np.moveaxis(x, 2, 0):
        if model["kind"] == "rnn":
            new = np.tanh(p["U"] @ x_t + p["W"] @ h + p["ba"])
            cache.append(Plain(x_t, h, new))
            logits.append(p["V"] @ new + p["by"])
            h = new
        else:
            f, i, o = (gate(model, k, x_t, h) for k in "fio")
            g = np.tanh(p["Wc"] @ h + p["Uc"] @ x_t + p["bc"])
            c_new = f * c + i * g
            tc = np.tanh(c_new)
            new = o * tc
            cache.append(Gated(x_t, h, c, f, i, o, g, tc, new))
            logits.append(p["V"] @ new + p["by"])
            h, c = tc, c_new
    return np.moveaxis(np.array(logits), 0, 2), cache


def model_backward(model, dlogits, cache):
    p = model["parameters"]
    total = {"d" + name: np.zeros(value.shape) for name, value in p.items()}
    dh = dc = np.zeros((p["V"].shape[1], dlogits.shape[1]))
    for t in range(len(cache) - 1, -1, -1):
        step = cache[t]
        dz = dlogits[:, :, t]
        total["dV"] += dz @ step.after.T
        total["dby"] += dz.sum(axis=1, keepdims=True)
        dh = dh + p["V"].T @ dz
        if model["kind"] == "rnn":
            deltas = {"": dh * (1 - step.after**2)}
        else:
            dc = dc + dh * step.o * (1 - step.tc**2)
            deltas = {
                "f": dc * step.c_before * step.f * (1 - step.f),
                "i": dc * step.g * step.i * (1 - step.i),
                "o": dh * step.tc * step.o * (1 - step.o),
                "c": dc * step.i * (1 - step.g**2),
            }
            dc = dc * step.f
        dh = 0
        for k, d in deltas.items():
            total["dW" + k] += d @ step.before.T
            total["dU" + k] += d @ step.x.T
            total["db" + (k or "a")] += d.sum(axis=1, keepdims=True)
            dh = dh + p["W" + k].T @ d
    return total
