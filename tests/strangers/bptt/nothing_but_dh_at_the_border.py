"""
function = "checkpointed_bptt"
says = "At the border of two stretches you carry dh, not W_hh^T da: the slope of tanh and the matrix are missing there."
right = []
named = [
    "checkpointed_bptt.gradient_of_the_state_carried_across_stretches",
]
"""

import numpy as np


def checkpointed_bptt(x, y, h0, parameters, every):
    if every < 1:
        raise ValueError("every < 1")
    A, W, Q = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    T, N = x.shape[2], x.shape[1]
    saved = []
    h = h0
    for t in range(T):
        if t % every == 0:
            saved.append(h)
        h = np.tanh(A @ x[:, :, t] + W @ h)
    dA, dW, dQ = 0 * A, 0 * W, 0 * Q
    carry = np.zeros_like(h)
    while saved:
        start = (len(saved) - 1) * every
        stop = min(start + every, T)
        hs = [saved.pop()]
        for t in range(start, stop):
            hs.append(np.tanh(A @ x[:, :, t] + W @ hs[-1]))
        dh_later = carry
        for t in range(stop - 1, start - 1, -1):
            h = hs.pop()
            do = (Q @ h - y[:, :, t]) / (N * T)
            dQ = dQ + do @ h.T
            dh = Q.T @ do + dh_later
            da = dh * (1 - h * h)
            dA = dA + da @ x[:, :, t].T
            dW = dW + da @ hs[-1].T
            dh_later = W.T @ da
        carry = dh
    return {"dW_hx": dA, "dW_hh": dW, "dW_qh": dQ}
