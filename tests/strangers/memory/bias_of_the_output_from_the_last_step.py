"""
function = "model_backward"
says = "Two things. The output bias is used at every step, so its gradient is a sum over all steps: you take the last one alone. And in the plain cell what goes back to the state before has passed the tanh: W transposed times delta, not times dh."
right = ["model_forward"]
named = [
    "model_backward.output_bias_of_the_last_step_only + model_backward.slope_missing_on_the_way_back",
]
"""

import numpy as np


def _sigma(a):
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, e) / (1 + e)


def model_forward(model, x):
    p = model["parameters"]
    T, N = x.shape[2], x.shape[1]
    n = p["V"].shape[1]
    cache = {"x": x, "h": np.zeros((n, N, T + 1)), "cs": np.zeros((n, N, T + 1))}
    for k in "fioc":
        cache[k] = np.zeros((n, N, T))
    for t in range(T):
        h, xt = cache["h"][..., t], x[..., t]
        if model["kind"] == "lstm":
            for k in "fioc":
                a = p["W" + k] @ h + p["U" + k] @ xt + p["b" + k]
                cache[k][..., t] = np.tanh(a) if k == "c" else _sigma(a)
            cs = cache["cs"]
            cs[..., t + 1] = cache["f"][..., t] * cs[..., t] + cache["i"][..., t] * cache["c"][..., t]
            cache["h"][..., t + 1] = cache["o"][..., t] * np.tanh(cs[..., t + 1])
        else:
            cache["h"][..., t + 1] = np.tanh(p["W"] @ h + p["U"] @ xt + p["ba"])
    logits = np.stack([p["V"] @ cache["h"][..., t + 1] + p["by"] for t in range(T)], axis=-1)
    return logits, cache


def model_backward(model, dlogits, cache):
    p, x, H = model["parameters"], cache["x"], cache["h"]
    T = x.shape[2]
    out = {"d" + name: np.zeros(np.shape(value)) for name, value in p.items()}
    out["dby"] = dlogits[..., -1].sum(axis=1, keepdims=True)
    dh_next, dc_next = np.zeros(H.shape[:2]), np.zeros(H.shape[:2])
    for t in reversed(range(T)):
        out["dV"] += dlogits[..., t] @ H[..., t + 1].T
        dh = p["V"].T @ dlogits[..., t] + dh_next
        if model["kind"] == "rnn":
            delta = dh * (1 - H[..., t + 1] ** 2)
            out["dU"] += delta @ x[..., t].T
            out["dW"] += delta @ H[..., t].T
            out["dba"] += delta.sum(axis=1, keepdims=True)
            dh_next = p["W"].T @ dh
            continue
        f, i, o, g = (cache[k][..., t] for k in "fioc")
        tc = np.tanh(cache["cs"][..., t + 1])
        dc = dc_next + dh * o * (1 - tc**2)
        into = {"f": dc * cache["cs"][..., t] * f * (1 - f), "i": dc * g * i * (1 - i)}
        into["o"], into["c"] = dh * tc * o * (1 - o), dc * i * (1 - g**2)
        dc_next = dc * f
        dh_next = np.zeros(H.shape[:2])
        for k, delta in into.items():
            out["dU" + k] += delta @ x[..., t].T
            out["dW" + k] += delta @ H[..., t].T
            out["db" + k] += delta.sum(axis=1, keepdims=True)
            dh_next += p["W" + k].T @ delta
    return out
