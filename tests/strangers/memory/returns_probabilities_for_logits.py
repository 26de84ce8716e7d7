"""
function = "model_forward"
says = "You return the softmax, as in cells; what is wanted are the logits themselves."
right = ["model_backward"]
named = [
    "model_forward.probabilities_in_place_of_logits",
]
"""

from types import SimpleNamespace

import numpy as np


def _sig(a):
    return 0.5 * (1.0 + np.tanh(0.5 * a))


def _softmax(z):
    e = np.exp(z - z.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


def model_forward(model, x):
    p = model["parameters"]
    n, (m, N, T) = p["V"].shape[1], x.shape
    h = c = np.zeros((n, N))
    steps, outputs = [], []
    for t in range(T):
        s = SimpleNamespace(x=x[:, :, t], h_old=h, c_old=c)
        if model["kind"] == "rnn":
            h = np.tanh(p["U"] @ s.x + p["W"] @ h + p["ba"])
        else:
            s.f, s.i, s.o = (_sig(p["W" + k] @ h + p["U" + k] @ s.x + p["b" + k]) for k in "fio")
            s.g = np.tanh(p["Wc"] @ h + p["Uc"] @ s.x + p["bc"])
            c = s.f * c + s.i * s.g
            s.tc = np.tanh(c)
            h = s.o * s.tc
        s.h = h
        z = p["V"] @ h + p["by"]
        outputs.append(_softmax(z))
        steps.append(s)
    return np.stack(outputs, axis=2), steps


def model_backward(model, dlogits, cache):
    p = model["parameters"]
    g = {"d" + k: np.zeros(v.shape) for k, v in p.items()}

    def use(k, d, s):
        g["dW" + k] += d @ s.h_old.T
        g["dU" + k] += d @ s.x.T
        g["db" + (k or "a")] += d.sum(axis=1, keepdims=True)
        return p["W" + k].T @ d

    dh_later = dc_later = 0.0
    for t in reversed(range(len(cache))):
        s, dz = cache[t], dlogits[:, :, t]
        g["dV"] += dz @ s.h.T
        g["dby"] += dz.sum(axis=1, keepdims=True)
        dh = p["V"].T @ dz + dh_later
        if model["kind"] == "rnn":
            dh_later = use("", dh * (1 - s.h**2), s)
            continue
        dc = dc_later + dh * s.o * (1 - s.tc**2)
        dh_later = (
            use("f", dc * s.c_old * s.f * (1 - s.f), s)
            + use("i", dc * s.g * s.i * (1 - s.i), s)
            + use("o", dh * s.tc * s.o * (1 - s.o), s)
            + use("c", dc * s.i * (1 - s.g**2), s)
        )
        dc_later = dc * s.f
    return g
