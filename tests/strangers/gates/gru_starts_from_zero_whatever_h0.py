"""
function = "gru_forward"
says = "The states start from zeros; h0, which you are given, is never used but for its shape."
right = ["gru_backward"]
named = [
    "gru_forward.zero_initial_state",
]
"""

import numpy as np


def gru_forward(x, h0, parameters):
    p = parameters
    T = x.shape[2]
    keep = {name: np.zeros(h0.shape + (T,)) for name in ("before", "u", "r", "new")}
    h = np.zeros(h0.shape + (T,))
    state = np.zeros_like(h0)
    for t in range(T):
        x_t = x[:, :, t]
        u = sigmoid(p["Wu"] @ state + p["Uu"] @ x_t + p["bu"])
        r = sigmoid(p["Wr"] @ state + p["Ur"] @ x_t + p["br"])
        new = np.tanh(p["Wh"] @ (r * state) + p["Uh"] @ x_t + p["bh"])
        for name, value in zip(("before", "u", "r", "new"), (state, u, r, new)):
            keep[name][:, :, t] = value
        state = state + u * (new - state)
        h[:, :, t] = state
    return h, (x, keep, p)


def gru_backward(dh, caches):
    x, keep, p = caches
    T = dh.shape[2]
    delta = {k: np.zeros_like(dh, dtype=float) for k in "urh"}
    back = 0
    for t in range(T)[::-1]:
        before, u, r, new = (keep[name][:, :, t] for name in ("before", "u", "r", "new"))
        total = dh[:, :, t] + back
        delta["u"][:, :, t] = du = total * (new - before) * u * (1 - u)
        delta["h"][:, :, t] = dn = total * u * (1 - new**2)
        dq = p["Wh"].T @ dn
        delta["r"][:, :, t] = dr = dq * before * r * (1 - r)
        back = total * (1 - u) + dq * r + p["Wu"].T @ du + p["Wr"].T @ dr
    left = {"u": keep["before"], "r": keep["before"], "h": keep["r"] * keep["before"]}
    grads = {"dh0": back, "dx": sum(np.tensordot(p["U" + k].T, delta[k], 1) for k in "urh")}
    for k in "urh":
        grads["dW" + k] = np.tensordot(delta[k], left[k], axes=([1, 2], [1, 2]))
        grads["dU" + k] = np.tensordot(delta[k], x, axes=([1, 2], [1, 2]))
        grads["db" + k] = delta[k].sum(axis=2).sum(axis=1)[:, None]
    return grads
