"""
function = "model_forward"
says = "You go through the sequences one by one but never set the states back to zero between them."
right = ["model_backward"]
named = [
    "model_forward.states_of_the_sequence_before",
]
"""

import numpy as np


def _run(p, kind, x, h, c):
    """One sequence, x (m, T); vectors instead of columns."""
    path = []
    for x_t in x.T:
        if kind == "rnn":
            new = np.tanh(p["U"] @ x_t + p["W"] @ h + p["ba"][:, 0])
            path.append((x_t, h, c, None, new, c))
            h = new
        else:
            a = np.array([p["W" + k] @ h + p["U" + k] @ x_t + p["b" + k][:, 0] for k in "fioc"])
            y = np.vstack([0.5 * (np.tanh(0.5 * a[:3]) + 1), np.tanh(a[3:])])
            c_new = y[0] * c + y[1] * y[3]
            h_new = y[2] * np.tanh(c_new)
            path.append((x_t, h, c, y, h_new, c_new))
            h, c = h_new, c_new
    return path, h, c


def model_forward(model, x):
    p = model["parameters"]
    q, n = p["V"].shape
    N, T = x.shape[1], x.shape[2]
    logits = np.zeros((q, N, T))
    paths = []
    h, c = np.zeros(n), np.zeros(n)
    for b in range(N):
        path, h, c = _run(p, model["kind"], x[:, b], h, c)
        paths.append(path)
        for t, step in enumerate(path):
            logits[:, b, t] = p["V"] @ step[4] + p["by"][:, 0]
    return logits, paths


def model_backward(model, dlogits, cache):
    p = model["parameters"]
    g = {"d" + k: np.zeros(np.shape(v)) for k, v in p.items()}
    for b, path in enumerate(cache):
        dh, dc = 0, 0
        for t in range(len(path) - 1, -1, -1):
            x_t, h, c, y, h_new, c_new = path[t]
            dz = dlogits[:, b, t]
            g["dV"] += np.outer(dz, h_new)
            g["dby"][:, 0] += dz
            dh = p["V"].T @ dz + dh
            if y is None:
                deltas = [("", "ba", dh * (1 - h_new**2))]
            else:
                tc = np.tanh(c_new)
                dc = dc + dh * y[2] * (1 - tc**2)
                deltas = [
                    ("f", "bf", dc * c * y[0] * (1 - y[0])),
                    ("i", "bi", dc * y[3] * y[1] * (1 - y[1])),
                    ("o", "bo", dh * tc * y[2] * (1 - y[2])),
                    ("c", "bc", dc * y[1] * (1 - y[3] ** 2)),
                ]
                dc = dc * y[0]
            dh = 0
            for k, bias, d in deltas:
                g["dW" + k] += np.outer(d, h)
                g["dU" + k] += np.outer(d, x_t)
                g["d" + bias][:, 0] += d
                dh = dh + p["W" + k].T @ d
    return g
