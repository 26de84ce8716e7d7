"""
function = "stateful_bptt"
says = "Every step of the window sends its error again, also the older ones whose losses belong to earlier chunks, and k1 = -1 is not refused: range just gives no chunks."
right = []
named = [
    "stateful_bptt.old_errors_count_again",
]
"""

import numpy as np


def stateful_bptt(x, y, h0, parameters, k1, k2, lr):
    if k2 < k1:
        raise ValueError("k2 must not be smaller than k1")
    trained = {name: np.array(W) for name, W in parameters.items()}
    N, T = x.shape[1], x.shape[2]
    hs, errors, losses = [h0], [], []
    for end in [min(s + k1, T) for s in range(0, T, k1)]:
        begin = len(errors)
        for t in range(begin, end):
            hs.append(np.tanh(trained["W_hx"] @ x[:, :, t] + trained["W_hh"] @ hs[t]))
            errors.append(trained["W_qh"] @ hs[t + 1] - y[:, :, t])
        scale = N * (end - begin)
        losses.append(0.5 * np.sum(np.square(errors[begin:end])) / scale)
        dW_hx, dW_hh, dW_qh = (np.zeros_like(trained[k]) for k in ("W_hx", "W_hh", "W_qh"))
        from_later = np.zeros_like(h0)
        for t in reversed(range(max(0, end - k2), end)):
            do = errors[t] / scale
            dW_qh += do @ hs[t + 1].T
            da = (trained["W_qh"].T @ do + from_later) * (1 - hs[t + 1] ** 2)
            dW_hx += da @ x[:, :, t].T
            dW_hh += da @ hs[t].T
            from_later = trained["W_hh"].T @ da
        trained["W_hx"] = trained["W_hx"] - lr * dW_hx
        trained["W_hh"] = trained["W_hh"] - lr * dW_hh
        trained["W_qh"] = trained["W_qh"] - lr * dW_qh
    return trained, hs[-1], np.array(losses)
