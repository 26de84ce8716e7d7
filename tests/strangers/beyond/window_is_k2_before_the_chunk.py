"""
function = "stateful_bptt"
says = "You go back k2 steps from where the chunk begins, so that the window is k1 + k2 steps long; it should be k2 steps, counted from the chunk's last step."
right = []
named = [
    "stateful_bptt.window_before_the_chunk",
]
"""

import numpy as np


def stateful_bptt(x, y, h0, parameters, k1, k2, lr):
    if k1 < 1 or k2 < k1:
        raise ValueError("need 1 <= k1 <= k2")
    W_hx, W_hh, W_qh = (parameters[k].copy() for k in ("W_hx", "W_hh", "W_qh"))
    N, T = x.shape[1:]
    states = [h0]  # states[t] is the state after t steps
    losses = []
    for begin in range(0, T, k1):
        end = min(begin + k1, T)
        errors = {}
        loss = 0.0
        for t in range(begin, end):
            h = np.tanh(W_hx @ x[:, :, t] + W_hh @ states[-1])
            states.append(h)
            errors[t] = W_qh @ h - y[:, :, t]
            loss += 0.5 * np.sum(errors[t] ** 2)
        count = N * (end - begin)
        losses.append(loss / count)
        dW_hx, dW_hh, dW_qh = np.zeros_like(W_hx), np.zeros_like(W_hh), np.zeros_like(W_qh)
        dh = np.zeros_like(h0)
        for t in range(end - 1, max(begin - k2, 0) - 1, -1):
            if t in errors:
                do = errors[t] / count
                dW_qh += do @ states[t + 1].T
                dh = dh + W_qh.T @ do
            da = dh * (1 - states[t + 1] ** 2)
            dW_hx += da @ x[:, :, t].T
            dW_hh += da @ states[t].T
            dh = W_hh.T @ da
        W_hx -= lr * dW_hx
        W_hh -= lr * dW_hh
        W_qh -= lr * dW_qh
    return {"W_hx": W_hx, "W_hh": W_hh, "W_qh": W_qh}, states[-1], np.array(losses)
