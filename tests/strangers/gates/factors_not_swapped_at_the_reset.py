"""
function = "gru_backward"
says = "In the product q = r * h the factors are swapped on the way back: r receives dq * h, and h receives dq * r. You give each of them its own value."
right = ["gru_forward"]
named = [
    "gru_cell_backward.factors_not_swapped_at_the_reset_gate",
]
"""

import numpy as np


def _step(xt, h, p):
    u = sigmoid(p["Wu"] @ h + p["Uu"] @ xt + p["bu"])
    r = sigmoid(p["Wr"] @ h + p["Ur"] @ xt + p["br"])
    k = np.tanh(p["Wh"] @ (r * h) + p["Uh"] @ xt + p["bh"])
    return u, r, k


def gru_forward(x, h0, parameters):
    T = x.shape[2]
    h = np.zeros(h0.shape + (T + 1,))
    h[:, :, 0] = h0
    for t in range(T):
        u, r, k = _step(x[:, :, t], h[:, :, t], parameters)
        h[:, :, t + 1] = h[:, :, t] * (1 - u) + k * u
    return h[:, :, 1:], (x, h, parameters)  # the gates are computed once more on the way back


def gru_backward(dh, caches):
    x, h, p = caches
    T = dh.shape[2]
    grads = {"d" + name: np.zeros(value.shape) for name, value in p.items()}
    dx = np.zeros(x.shape)
    carry = np.zeros(dh.shape[:2])
    for t in reversed(range(T)):
        xt, old = x[:, :, t], h[:, :, t]
        u, r, k = _step(xt, old, p)
        d = dh[:, :, t] + carry
        ak = d * u * (1 - k**2)
        q = p["Wh"].T @ ak
        au = d * (k - old) * u * (1 - u)
        ar = q * r * r * (1 - r)
        carry = d * (1 - u) + q * old + p["Wu"].T @ au + p["Wr"].T @ ar
        for name, a, read in (("u", au, old), ("r", ar, old), ("h", ak, r * old)):
            grads["dW" + name] += a @ read.T
            grads["dU" + name] += a @ xt.T
            grads["db" + name] += a.sum(axis=1, keepdims=True)
            dx[:, :, t] += p["U" + name].T @ a
    grads["dx"], grads["dh0"] = dx, carry
    return grads
