"""
function = "bidirectional_forward"
says = "The states of the network that reads from right to left stay in the order in which they were computed; they have to be turned round again."
right = ["bidirectional_backward"]
named = [
    "bidirectional_forward.states_not_aligned_again",
]
"""

import numpy as np


def _read(x, p):
    """x: (m, L), one sequence; return states (n, L)."""
    h = np.zeros(p["ba"].shape[0])
    hs = []
    for column in x.T:
        h = np.tanh(p["U"] @ column + p["W"] @ h + p["ba"][:, 0])
        hs.append(h)
    return np.array(hs).T


def _unread(dh, x, hs, p):
    n, L = hs.shape
    delta = np.zeros((n, L))
    later = np.zeros(n)
    for t in range(L)[::-1]:
        delta[:, t] = (dh[:, t] + later) * (1 - hs[:, t] ** 2)
        later = p["W"].T @ delta[:, t]
    before = np.hstack([np.zeros((n, 1)), hs[:, :-1]])
    return p["U"].T @ delta, {"dU": delta @ x.T, "dW": delta @ before.T, "dba": delta.sum(1, keepdims=True)}


def bidirectional_forward(x, lengths, parameters):
    m, N, T = x.shape
    n = len(parameters["forward"]["W"])
    h = np.zeros((2 * n, N, T))
    cache = []
    for b in range(N):
        real = x[:, b, :lengths[b]]
        right = _read(real, parameters["forward"])
        left = _read(real[:, ::-1], parameters["backward"])
        h[:n, b, :lengths[b]] = right
        h[n:, b, :lengths[b]] = left
        cache.append({"x": real, "right": right, "left": left})
    return h, (cache, parameters, x.shape)


def bidirectional_backward(dh, cache):
    per_sequence, parameters, shape = cache
    n = dh.shape[0] // 2
    dx = np.zeros(shape)
    total = {d: {"d" + k: np.zeros_like(v) for k, v in parameters[d].items()} for d in parameters}
    for b, c in enumerate(per_sequence):
        L = c["x"].shape[1]
        dx_r, g_r = _unread(dh[:n, b, :L], c["x"], c["right"], parameters["forward"])
        dx_l, g_l = _unread(dh[n:, b, :L][:, ::-1], c["x"][:, ::-1], c["left"], parameters["backward"])
        dx[:, b, :L] = dx_r + dx_l[:, ::-1]
        for d, g in (("forward", g_r), ("backward", g_l)):
            for k in g:
                total[d][k] = total[d][k] + g[k]
    return {"dx": dx, **total}
