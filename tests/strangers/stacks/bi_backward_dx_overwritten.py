"""
function = "bidirectional_backward"
says = "the second network's share of the input's gradient replaces the first one's, where the two should be added"
right = []
named = [
    "bidirectional_backward.input_gradient_of_the_second_only",
]
"""

import numpy as np


def bidirectional_backward(dh, cache):
    x, real, h, parameters = cache
    m, N, T = x.shape
    n = h.shape[0] // 2
    result = {}
    dx = np.zeros(x.shape)
    for name in ["forward", "backward"]:
        p = parameters[name]
        top = slice(0, n) if name == "forward" else slice(n, 2 * n)
        hh, dd = h[top], dh[top]
        order = range(T - 1, -1, -1) if name == "forward" else range(T)
        offset = -1 if name == "forward" else 1
        dU = np.zeros(p["U"].shape)
        dW = np.zeros(p["W"].shape)
        dba = np.zeros(p["ba"].shape)
        carry = np.zeros((n, N))
        for t in order:
            before = hh[:, :, t + offset] if 0 <= t + offset < T else np.zeros((n, N))
            delta = np.where(real[:, t], (dd[:, :, t] + carry) * (1 - hh[:, :, t] ** 2), 0)
            dU += delta @ x[:, :, t].T
            dW += delta @ before.T
            dba += delta.sum(axis=1, keepdims=True)
            dx[:, :, t] = p["U"].T @ delta
            carry = p["W"].T @ delta
        result[name] = {"dU": dU, "dW": dW, "dba": dba}
    result["dx"] = dx
    return result
