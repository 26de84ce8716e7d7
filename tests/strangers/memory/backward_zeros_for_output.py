"""
function = "model_backward"
says = "the output layer's gradients are returned as the zeros they were initialised with"
right = ["model_forward"]
named = [
    "model_backward.term_dropped + model_backward.left_at_zero",
]
"""

import numpy as np


def model_forward(model, x):
    P = model["parameters"]
    m, N, T = x.shape
    n = P["V"].shape[1]
    h = np.zeros((n, N))
    c = np.zeros((n, N))
    logits = []
    cache = []
    for t in range(T):
        xt = x[:, :, t]
        if model["kind"] == "rnn":
            h_new = np.tanh(P["U"] @ xt + P["W"] @ h + P["ba"])
            cache.append({"x": xt, "h_prev": h, "h": h_new})
        else:
            z = {g: P["W" + g] @ h + P["U" + g] @ xt + P["b" + g] for g in "fioc"}
            f, i, o = [(1 + np.tanh(z[g] / 2)) / 2 for g in "fio"]
            cand = np.tanh(z["c"])
            c_new = f * c + i * cand
            h_new = o * np.tanh(c_new)
            cache.append({"x": xt, "h_prev": h, "h": h_new, "c_prev": c, "c": c_new,
                          "f": f, "i": i, "o": o, "cand": cand})
            c = c_new
        h = h_new
        logits.append(P["V"] @ h + P["by"])
    return np.stack(logits, axis=2), cache


def model_backward(model, dlogits, cache):
    P = model["parameters"]
    grads = {"d" + k: np.zeros_like(v) for k, v in P.items()}
    dh_later = np.zeros_like(cache[0]["h"])
    dc_later = np.zeros_like(dh_later)
    for t in range(len(cache) - 1, -1, -1):
        S = cache[t]
        dz = dlogits[:, :, t]
        dV = dz @ S["h"].T
        dby = dz.sum(axis=1, keepdims=True)
        dh = P["V"].T @ dz + dh_later
        if model["kind"] == "rnn":
            da = dh * (1 - S["h"] ** 2)
            grads["dU"] += da @ S["x"].T
            grads["dW"] += da @ S["h_prev"].T
            grads["dba"] += da.sum(axis=1, keepdims=True)
            dh_later = P["W"].T @ da
        else:
            tc = np.tanh(S["c"])
            dc = dc_later + dh * S["o"] * (1 - tc ** 2)
            da = {
                "f": dc * S["c_prev"] * S["f"] * (1 - S["f"]),
                "i": dc * S["cand"] * S["i"] * (1 - S["i"]),
                "o": dh * tc * S["o"] * (1 - S["o"]),
                "c": dc * S["i"] * (1 - S["cand"] ** 2),
            }
            dh_later = 0
            for g in "fioc":
                grads["dU" + g] += da[g] @ S["x"].T
                grads["dW" + g] += da[g] @ S["h_prev"].T
                grads["db" + g] += da[g].sum(axis=1, keepdims=True)
                dh_later = dh_later + P["W" + g].T @ da[g]
            dc_later = dc * S["f"]
    return grads
