"""
function = "bidirectional_backward"
says = "The carry of the first direction is not set back to zero before the second, and dx keeps only what the second network sends."
right = ["bidirectional_forward"]
named = [
    "bidirectional_backward.second_starts_with_what_the_first_has_left",
    "bidirectional_backward.second_starts_with_what_the_first_has_left + bidirectional_backward.input_gradient_of_the_second_only",
]
"""

import numpy as np


def _order(t, reverse, length):
    return length - 1 - t if reverse else t


def bidirectional_forward(x, lengths, parameters):
    _, N, T = x.shape
    n = parameters["forward"]["W"].shape[0]
    h = np.zeros((2, n, N, T))
    for d, name in enumerate(("forward", "backward")):
        p = parameters[name]
        for b in range(N):
            s = np.zeros(n)
            for k in range(lengths[b]):
                t = _order(k, d, lengths[b])
                s = np.tanh(p["U"] @ x[:, b, t] + p["W"] @ s + p["ba"].ravel())
                h[d, :, b, t] = s
    return h.reshape(2 * n, N, T), (x, lengths, parameters, h.copy())


def bidirectional_backward(dh, cache):
    x, lengths, parameters, h = cache
    _, n, N, T = h.shape
    dh = dh.reshape(2, n, N, T)
    grads = {"dx": np.zeros(x.shape)}
    carry = np.zeros((N, n))
    for d, name in enumerate(("forward", "backward")):
        p = parameters[name]
        g = {"dU": np.zeros(p["U"].shape), "dW": np.zeros(p["W"].shape), "dba": np.zeros((n, 1))}
        for b in range(N):
            for k in range(lengths[b])[::-1]:
                t = _order(k, d, lengths[b])
                delta = (dh[d, :, b, t] + carry[b]) * (1 - h[d, :, b, t] ** 2)
                if k > 0:
                    g["dW"] += np.outer(delta, h[d, :, b, _order(k - 1, d, lengths[b])])
                g["dU"] += np.outer(delta, x[:, b, t])
                g["dba"][:, 0] += delta
                carry[b] = p["W"].T @ delta
                grads["dx"][:, b, t] = p["U"].T @ delta
        grads[name] = g
    return grads
