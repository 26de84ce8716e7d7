"""
function = "stacked_backward"
says = "For dU every layer uses x, but only the lowest has read it; the others read the states of the layer below. (It fails where the sizes tell.) And the layers come back top first."
right = ["stacked_forward"]
named = []
"""

import numpy as np


def stacked_forward(x, layers):
    H = [x]
    for p in layers:
        h, hs = np.zeros((p["W"].shape[0], x.shape[1])), []
        for t in range(x.shape[2]):
            h = np.tanh(p["U"] @ H[-1][:, :, t] + p["W"] @ h + p["ba"])
            hs.append(h)
        H.append(np.stack(hs, axis=-1))
    return H[-1], (H, layers)


def stacked_backward(dh, cache):
    H, layers = cache
    x = H[0]
    T = x.shape[2]
    out = []
    for l in reversed(range(len(layers))):
        p, h = layers[l], H[l + 1]
        dU, dW, dba = (np.zeros_like(p[k]) for k in ("U", "W", "ba"))
        dbelow = np.zeros(H[l].shape)
        carry = np.zeros(h.shape[:2])
        for t in range(T - 1, -1, -1):
            delta = (dh[:, :, t] + carry) * (1 - h[:, :, t] ** 2)
            dU = dU + delta @ x[:, :, t].T
            if t > 0:
                dW = dW + delta @ h[:, :, t - 1].T
            dba = dba + delta.sum(axis=1, keepdims=True)
            carry = p["W"].T @ delta
            dbelow[:, :, t] = p["U"].T @ delta
        dh = dbelow
        out.append({"dU": dU, "dW": dW, "dba": dba})
    return {"dx": dh, "layers": out}
