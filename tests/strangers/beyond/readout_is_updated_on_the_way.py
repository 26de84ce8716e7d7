"""
function = "stateful_bptt"
says = "You change W_qh before the gradient has gone back through it, so the errors are sent to the states with the matrix after the update."
right = []
named = [
    "stateful_bptt.readout_updated_on_the_way",
]
"""

import numpy as np


def stateful_bptt(x, y, h0, parameters, k1, k2, lr):
    if k1 < 1 or k1 > k2:
        raise ValueError(f"k1 = {k1}, k2 = {k2}")
    W_hx = parameters["W_hx"].copy()
    W_hh = parameters["W_hh"].copy()
    W_qh = parameters["W_qh"].copy()
    d, N, T = x.shape
    H = np.empty((h0.shape[0], N, T + 1), h0.dtype)
    H[:, :, 0] = h0
    losses = []
    for a in range(0, T, k1):
        b = min(a + k1, T)
        for t in range(a, b):
            H[:, :, t + 1] = np.tanh(W_hx @ x[:, :, t] + W_hh @ H[:, :, t])
        hs = H[:, :, a + 1 : b + 1]
        err = np.tensordot(W_qh, hs, 1) - y[:, :, a:b]
        losses.append(np.mean(0.5 * np.sum(err**2, axis=0)))
        err /= N * (b - a)
        W_qh -= lr * np.tensordot(err, hs, ([1, 2], [1, 2]))
        direct = np.tensordot(W_qh.T, err, 1)
        # back through time
        lo = max(0, b - k2)
        dA = np.zeros((h0.shape[0], N, b - lo))
        dh = np.zeros_like(h0)
        for t in range(b - 1, lo - 1, -1):
            if t >= a:
                dh = dh + direct[:, :, t - a]
            dA[:, :, t - lo] = dh * (1 - H[:, :, t + 1] ** 2)
            dh = W_hh.T @ dA[:, :, t - lo]
        W_hx = W_hx - lr * np.einsum("ibt,jbt->ij", dA, x[:, :, lo:b])
        W_hh = W_hh - lr * np.einsum("ibt,jbt->ij", dA, H[:, :, lo:b])
    return dict(W_hx=W_hx, W_hh=W_hh, W_qh=W_qh), H[:, :, T], np.array(losses)
