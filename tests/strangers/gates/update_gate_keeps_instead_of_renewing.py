"""
function = "gru_cell_forward"
says = "Your update gate keeps the old state where it is 1, which is the other convention; here u = 1 means new."
right = ["gru_cell_backward"]
named = [
    "gru_cell_forward.update_gate_flipped",
]
"""

import numpy as np


def gru_cell_forward(x_t, h_prev, parameters):
    p = parameters
    hx = np.concatenate([h_prev, x_t], axis=0)
    stacked = {k: np.concatenate([p["W" + k], p["U" + k]], axis=1) for k in ("u", "r", "h")}
    u = sigmoid(stacked["u"] @ hx + p["bu"])
    r = sigmoid(stacked["r"] @ hx + p["br"])
    rhx = np.concatenate([r * h_prev, x_t], axis=0)
    n_ = np.tanh(stacked["h"] @ rhx + p["bh"])
    h_next = u * h_prev + (1 - u) * n_
    return h_next, [hx, rhx, [u, r, n_], stacked]


def gru_cell_backward(dh_next, cache):
    hx, rhx, (u, r, n_), stacked = cache
    n = u.shape[0]
    h = hx[:n]
    d = {"h": dh_next * u * (1 - n_ * n_)}
    back = stacked["h"].T @ d["h"]
    dx = back[n:]
    dh = dh_next * (1 - u) + back[:n] * r
    d["r"] = back[:n] * h * r * (1 - r)
    d["u"] = dh_next * (n_ - h) * u * (1 - u)
    for k in ("u", "r"):
        more = stacked[k].T @ d[k]
        dh = dh + more[:n]
        dx = dx + more[n:]
    out = {"dx_t": dx, "dh_prev": dh}
    for k, source in (("u", hx), ("r", hx), ("h", rhx)):
        both = d[k] @ source.T
        out["dW" + k], out["dU" + k] = both[:, :n], both[:, n:]
        out["db" + k] = np.sum(d[k], axis=1, keepdims=True)
    return out
