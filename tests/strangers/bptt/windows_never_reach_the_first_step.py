"""
function = "windowed_bptt"
says = "Your inner loop stops before step 0 wherever the window would begin there, so the first step never gets what belongs to it."
right = []
named = [
    "windowed_bptt.first_step_never_reached",
]
"""

import numpy as np


def windowed_bptt(x, y, h0, parameters, tau):
    if tau < 1:
        raise ValueError(tau)
    Whx, Whh, Wqh = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    h, o = linear_rnn_forward(x, h0, parameters)
    _, N, T = x.shape
    do = (o - y) / (N * T)
    gx, gh, gq = np.zeros(Whx.shape), np.zeros(Whh.shape), np.zeros(Wqh.shape)
    for t in range(T):
        gq += do[:, :, t] @ h[:, :, t].T
        d = Wqh.T @ do[:, :, t]
        for k in range(t, max(t - tau, 0), -1):
            gx += d @ x[:, :, k].T
            gh += d @ (h[:, :, k - 1] if k > 0 else h0).T
            d = Whh.T @ d
    return {"dW_hx": gx, "dW_hh": gh, "dW_qh": gq}
