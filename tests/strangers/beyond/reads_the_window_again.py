"""
function = "stateful_bptt"
says = "Before each gradient you compute the older states of the window again with the new matrices, and go on from there; each state should be computed once and stay stale."
right = []
named = [
    "stateful_bptt.window_read_again",
]
"""

import numpy as np


def stateful_bptt(x, y, h0, parameters, k1, k2, lr):
    if not 1 <= k1 <= k2:
        raise ValueError("k1 must be at least 1 and k2 at least k1")
    Wx, Wh, Wq = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    T, N = x.shape[2], x.shape[1]
    h = np.zeros((T + 1,) + h0.shape, dtype=h0.dtype)
    h[0] = h0
    losses = []
    start = 0
    while start < T:
        stop = min(start + k1, T)
        left = max(stop - k2, 0)
        for t in range(left, stop):  # forward through the window
            h[t + 1] = np.tanh(Wx @ x[..., t] + Wh @ h[t])
        o = np.einsum("qn,tnb->tqb", Wq, h[start + 1 : stop + 1])
        e = o - np.moveaxis(y[..., start:stop], 2, 0)
        L = stop - start
        losses.append(0.5 * np.sum(e**2) / L / N)
        e = e / (L * N)
        gq = np.einsum("tqb,tnb->qn", e, h[start + 1 : stop + 1])
        gx, gh = np.zeros_like(Wx), np.zeros_like(Wh)
        dh = np.zeros_like(h0)
        for t in range(stop - 1, left - 1, -1):
            if t >= start:
                dh = dh + Wq.T @ e[t - start]
            da = dh * (1 - h[t + 1] ** 2)
            gx = gx + da @ x[..., t].T
            gh = gh + da @ h[t].T
            dh = Wh.T @ da
        Wx, Wh, Wq = Wx - lr * gx, Wh - lr * gh, Wq - lr * gq
        start = stop
    return {"W_hx": Wx, "W_hh": Wh, "W_qh": Wq}, h[T], np.array(losses)
