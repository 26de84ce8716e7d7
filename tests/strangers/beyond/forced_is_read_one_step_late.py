"""
function = "teacher_forcing"
says = "You look up forced[t - 1] for the input x_t, counted from 1 as in the text but with an index that already counts from 0, so forced acts one step late."
right = []
named = [
    "teacher_forcing.forced_read_one_step_late",
]
"""

import numpy as np


def teacher_forcing(y, h0, parameters, forced):
    Wx, Wh, Wq = (parameters[k] for k in ("W_hx", "W_hh", "W_qh"))
    N, T = y.shape[1], y.shape[2] - 1
    x = np.zeros((T,) + y.shape[:2])
    h = np.zeros((T + 1,) + h0.shape)
    o = np.zeros_like(x)
    h[0], x[0] = h0, y[:, :, 0]
    for t in range(T):
        if t > 0:
            x[t] = y[:, :, t] if forced[t - 1] else o[t - 1]
        h[t + 1] = np.tanh(Wx @ x[t] + Wh @ h[t])
        o[t] = Wq @ h[t + 1]
    do = o - y[:, :, 1:].transpose(2, 0, 1)
    loss = (do**2).sum() / 2 / N / T
    do /= N * T
    da = np.zeros_like(h[1:])
    for t in range(T)[::-1]:
        dh = 0
        if t < T - 1:
            dh = Wh.T @ da[t + 1]
            if not forced[t]:
                do[t] += Wx.T @ da[t + 1]
        da[t] = (Wq.T @ do[t] + dh) * (1 - h[t + 1] ** 2)
    return float(loss), {
        "dW_hx": np.einsum("tib,tjb->ij", da, x),
        "dW_hh": np.einsum("tib,tjb->ij", da, h[:-1]),
        "dW_qh": np.einsum("tib,tjb->ij", do, h[1:]),
    }
