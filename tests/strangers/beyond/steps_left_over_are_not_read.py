"""
function = "stateful_bptt"
says = "You read T // k1 whole chunks and leave out the shorter one at the end: its loss, its update and its states are missing."
right = []
named = [
    "stateful_bptt.shorter_last_chunk_dropped",
]
"""

import numpy as np


def run_chunk(x, y, h, W):
    hs, es = [], []
    for t in range(x.shape[2]):
        h = np.tanh(W["W_hx"] @ x[:, :, t] + W["W_hh"] @ h)
        hs.append(h)
        es.append(W["W_qh"] @ h - y[:, :, t])
    return hs, es


def stateful_bptt(x, y, h0, parameters, k1, k2, lr):
    if k1 < 1:
        raise ValueError("k1")
    if k2 < k1:
        raise ValueError("k2 < k1")
    W = dict(parameters)
    batch, T = x.shape[1], x.shape[2]
    H, losses = [h0], []
    for c in range(T // k1):
        first = c * k1
        last = first + k1
        hs, es = run_chunk(x[:, :, first:last], y[:, :, first:last], H[-1], W)
        H += hs
        losses.append(sum(np.sum(e * e) for e in es) / (2 * batch * len(es)))
        d = {name: np.zeros_like(M) for name, M in W.items()}
        back = 0
        for t in reversed(range(max(0, last - k2), last)):
            dh = back
            if t >= first:
                e = es[t - first] / (batch * len(es))
                d["W_qh"] += e @ H[t + 1].T
                dh = dh + W["W_qh"].T @ e
            da = (1 - H[t + 1] * H[t + 1]) * dh
            d["W_hx"] += da @ x[:, :, t].T
            d["W_hh"] += da @ H[t].T
            back = W["W_hh"].T @ da
        W = {name: W[name] - lr * d[name] for name in W}
    return W, H[-1], np.array(losses)
