"""
function = "model_forward"
says = "You write (1 - f) times the candidate, as a GRU does; the LSTM has an input gate of its own for that."
right = ["model_backward"]
named = [
    "model_forward.forget_gate_decides_what_is_written",
]
"""

import numpy as np


def _s(v):
    e = np.exp(-np.abs(v))
    return np.where(v >= 0, 1, e) / (1 + e)


def model_forward(model, x):
    p, kind = model["parameters"], model["kind"]
    T, N = x.shape[2], x.shape[1]
    zero = np.zeros((p["V"].shape[1], N))
    trail = {"h": [zero], "c": [zero], "x": list(np.moveaxis(x, 2, 0)), "f": [], "i": [], "o": [], "g": []}
    for t in range(T):
        h, x_t = trail["h"][-1], trail["x"][t]
        if kind == "rnn":
            trail["h"].append(np.tanh(p["W"] @ h + p["U"] @ x_t + p["ba"]))
        else:
            for k in "fio":
                trail[k].append(_s(p["W" + k] @ h + p["U" + k] @ x_t + p["b" + k]))
            trail["g"].append(np.tanh(p["Wc"] @ h + p["Uc"] @ x_t + p["bc"]))
            c = trail["f"][t] * trail["c"][t] + (1 - trail["f"][t]) * trail["g"][t]
            trail["c"].append(c)
            trail["h"].append(trail["o"][t] * np.tanh(c))
    logits = np.zeros((p["V"].shape[0], N, T))
    for t in range(T):
        logits[..., t] = p["V"] @ trail["h"][t + 1] + p["by"]
    return logits, trail


def model_backward(model, dlogits, cache):
    p = model["parameters"]
    total = {}

    def add(name, value):
        total[name] = total[name] + value if name in total else value

    dh = dc = np.zeros_like(cache["h"][0])
    for t in range(len(cache["x"]))[::-1]:
        dz, h_new, h_old, x_t = dlogits[..., t], cache["h"][t + 1], cache["h"][t], cache["x"][t]
        add("dV", dz @ h_new.T)
        add("dby", dz.sum(1, keepdims=True))
        dh = dh + p["V"].T @ dz
        if model["kind"] == "rnn":
            deltas = {"": dh * (1 - h_new**2)}
        else:
            f, i, o, g = (cache[k][t] for k in "fiog")
            tc = np.tanh(cache["c"][t + 1])
            dc = dc + dh * o * (1 - tc**2)
            deltas = {"f": dc * cache["c"][t] * f * (1 - f), "i": dc * g * i * (1 - i),
                      "o": dh * tc * o * (1 - o), "c": dc * i * (1 - g**2)}
            dc = dc * f
        dh = 0
        for k, delta in deltas.items():
            add("dW" + k, delta @ h_old.T)
            add("dU" + k, delta @ x_t.T)
            add("db" + (k or "a"), delta.sum(1, keepdims=True))
            dh = dh + p["W" + k].T @ delta
    return total
