"""
function = "stacked_backward"
says = "the layers' gradients come back with the top layer first; and at the first step the state before is read from the end of the sequence"
right = []
named = [
    "stacked_backward.highest_layer_first + stacked_backward.special_case_forgotten",
]
"""

import numpy as np


def stacked_backward(dh, cache):
    layers = []
    upstream = dh
    for below, h, p in reversed(cache):
        T = h.shape[2]
        grads = {"dU": 0.0, "dW": 0.0, "dba": 0.0}
        d_in = np.empty_like(below)
        carry = 0.0
        for t in reversed(range(T)):
            da = (upstream[:, :, t] + carry) * (1 - h[:, :, t] ** 2)
            grads["dU"] = grads["dU"] + np.einsum("ab,cb->ac", da, below[:, :, t])
            grads["dW"] = grads["dW"] + np.einsum("ab,cb->ac", da, h[:, :, t - 1])
            grads["dba"] = grads["dba"] + da.sum(axis=1, keepdims=True)
            d_in[:, :, t] = p["U"].T @ da
            carry = p["W"].T @ da
        layers.append(grads)
        upstream = d_in
    return {"dx": upstream, "layers": layers}
