"""
function = "stateful_bptt"
says = "Your deque keeps k2 states, so the state before the window has fallen out of it and the oldest step of the window adds nothing to dW_hh."
right = []
named = [
    "stateful_bptt.state_before_the_window_lost",
]
"""

from collections import deque

import numpy as np


def stateful_bptt(x, y, h0, parameters, k1, k2, lr):
    if k1 < 1 or k2 < k1:
        raise ValueError("lengths")
    W = {key: value.copy() for key, value in parameters.items()}
    T = x.shape[-1]
    hist = deque(maxlen=k2)  # (input, state) of the last k2 steps
    h = h0
    losses = []
    t = 0
    while t < T:
        errs = []
        for s in range(t, min(t + k1, T)):
            if not hist and s == 0:
                hist_before = h0
            h = np.tanh(W["W_hx"] @ x[:, :, s] + W["W_hh"] @ h)
            if len(hist) == k2:
                hist_before = None
            hist.append((x[:, :, s], h))
            errs.append(W["W_qh"] @ h - y[:, :, s])
        n = len(errs)
        N = x.shape[1]
        losses.append(sum(0.5 * (e**2).sum() for e in errs) / (n * N))
        grads = {key: 0 * value for key, value in W.items()}
        carry = np.zeros_like(h0)
        items = list(hist)
        for i in range(len(items)):
            xt, ht = items[-1 - i]
            if i < n:
                do = errs[-1 - i] / (n * N)
                grads["W_qh"] += do @ ht.T
                carry = carry + W["W_qh"].T @ do
            da = carry * (1 - ht**2)
            grads["W_hx"] += da @ xt.T
            if i + 1 < len(items):
                grads["W_hh"] += da @ items[-2 - i][1].T
            elif hist_before is not None:
                grads["W_hh"] += da @ hist_before.T
            carry = W["W_hh"].T @ da
        for key in W:
            W[key] = W[key] - lr * grads[key]
        t += n
    return W, h, np.array(losses)
