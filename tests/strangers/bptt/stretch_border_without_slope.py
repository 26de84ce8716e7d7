"""
function = "checkpointed_bptt"
says = "Inside a stretch you hand on W_hh transposed times da, which is right. At the border between two stretches you hand on the product with dh, so that the slope of the tanh is missing there."
right = []
named = [
    "checkpointed_bptt.slope_missing_between_stretches",
]
"""

import numpy as np


def checkpointed_bptt(x, y, h0, parameters, every):
    if every < 1:
        raise ValueError("every must be at least 1")
    A, W, V = parameters["W_hx"], parameters["W_hh"], parameters["W_qh"]
    d, N, T = x.shape
    kept = []
    h = h0
    for t in range(T):
        if t % every == 0:
            kept.append(h)
        h = np.tanh(A @ x[:, :, t] + W @ h)
    dA, dW, dV = np.zeros(A.shape), np.zeros(W.shape), np.zeros(V.shape)
    from_later = np.zeros(h0.shape)
    for block in reversed(range(len(kept))):
        first, last = block * every, min((block + 1) * every, T)
        states = [kept.pop()]
        for t in range(first, last):
            states.append(np.tanh(A @ x[:, :, t] + W @ states[-1]))
        for t in reversed(range(first, last)):
            after = states.pop()
            do = (V @ after - y[:, :, t]) / (T * N)
            dh = V.T @ do + from_later
            da = dh * (1 - after * after)
            dV += do @ after.T
            dA += da @ x[:, :, t].T
            dW += da @ states[-1].T
            from_later = W.T @ da
        from_later = W.T @ dh
    return {"dW_hx": dA, "dW_hh": dW, "dW_qh": dV}
