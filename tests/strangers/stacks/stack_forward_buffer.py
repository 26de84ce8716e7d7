"""
function = "stacked_forward"
says = "the first layer's last state is carried over as the next layer's first state, where every layer starts from zero"
right = ["stacked_backward"]
named = [
    "stacked_forward.starts_from_the_last_state_below_where_it_fits",
]
"""

import numpy as np


def stacked_forward(x, layers):
    N, T = x.shape[1], x.shape[2]
    below = x
    cache = []
    s = None
    for p in layers:
        if s is None or s.shape[0] != p["W"].shape[0]:
            s = np.zeros((p["W"].shape[0], N))
        seq = []
        for t in range(T):
            s = np.tanh(np.dot(p["U"], below[:, :, t]) + np.dot(p["W"], s) + p["ba"])
            seq.append(s)
        h = np.stack(seq, axis=2)
        cache.append((below, h, p))
        below = h
    return below, cache


def stacked_backward(dh, cache):
    out = []
    for (below, h, p) in cache[::-1]:
        n, N, T = h.shape
        dU, dW, db = np.zeros_like(p["U"]), np.zeros_like(p["W"]), np.zeros_like(p["ba"])
        d_below = np.zeros_like(below)
        nxt = np.zeros((n, N))
        for t in range(T - 1, -1, -1):
            d = (dh[:, :, t] + nxt) * (1 - np.square(h[:, :, t]))
            dU += d @ below[:, :, t].T
            if t > 0:
                dW += d @ h[:, :, t - 1].T
            db += d.sum(axis=1, keepdims=True)
            d_below[:, :, t] = p["U"].T @ d
            nxt = p["W"].T @ d
        out.append({"dU": dU, "dW": dW, "dba": db})
        dh = d_below
    out.reverse()
    return {"dx": dh, "layers": out}
