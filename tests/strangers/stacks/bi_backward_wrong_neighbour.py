"""
function = "bidirectional_backward"
says = "in the right-to-left network the recurrent weights' gradient is made with the state on the left, though that network's state before it stands on the right"
right = []
named = [
    "bidirectional_backward.wrong_neighbour_in_the_state_weights",
]
"""

import numpy as np


def bidirectional_backward(dh, cache):
    x, real, h, parameters = cache
    n2, N, T = h.shape
    n = n2 // 2

    def through(p, hs, dhs, order, shift):
        g = {"dU": 0 * p["U"], "dW": 0 * p["W"], "dba": 0 * p["ba"]}
        dxs = np.zeros_like(x)
        later = np.zeros((n, N))
        pad = np.zeros((n, N, 1))
        shifted = np.concatenate([pad, hs, pad], axis=2)   # index t+1 is step t
        for t in order:
            da = np.where(real[:, t], (dhs[:, :, t] + later) * (1 - hs[:, :, t] ** 2), 0)
            g["dU"] += da @ x[:, :, t].T
            g["dW"] += da @ shifted[:, :, t + 1 + shift].T
            g["dba"] += da.sum(1, keepdims=True)
            dxs[:, :, t] = p["U"].T @ da
            later = p["W"].T @ da
        return g, dxs

    gf, dxf = through(parameters["forward"], h[:n], dh[:n], range(T - 1, -1, -1), -1)
    gb, dxb = through(parameters["backward"], h[n:], dh[n:], range(T), -1)
    return {"dx": dxf + dxb, "forward": gf, "backward": gb}
