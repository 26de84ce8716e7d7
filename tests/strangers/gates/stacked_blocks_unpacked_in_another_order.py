"""
function = "lstm_cell_forward"
says = "You stack the blocks in the order f, i, o, c but take them apart as if the candidate stood before the output gate."
right = ["lstm_cell_backward"]
named = [
    "lstm_cell_forward.output_gate_and_candidate_exchanged",
]
"""

import numpy as np


def _stack(p, letter):
    return np.concatenate([p[letter + k] for k in "fioc"])


def lstm_cell_forward(x_t, h_prev, c_prev, parameters):
    n = h_prev.shape[0]
    W, U, b = (_stack(parameters, letter) for letter in "WUb")
    a = W @ h_prev + U @ x_t + b                 # (4n, N)
    f = sigmoid(a[:n])
    i = sigmoid(a[n:2 * n])
    o = sigmoid(a[3 * n:])
    g = np.tanh(a[2 * n:3 * n])
    c_next = f * c_prev + i * g
    h_next = o * np.tanh(c_next)
    acts = np.stack([f, i, o, g])                # (4, n, N)
    return h_next, c_next, {"acts": acts, "in": (x_t, h_prev, c_prev), "c": c_next, "WU": (W, U)}


def lstm_cell_backward(dh_next, dc_next, cache):
    f, i, o, g = cache["acts"]
    x_t, h_prev, c_prev = cache["in"]
    W, U = cache["WU"]
    n = len(f)
    tc = np.tanh(cache["c"])
    dc = dc_next + dh_next * o * (1 - tc * tc)
    d_acts = np.stack([dc * c_prev, dc * g, dh_next * tc, dc * i])
    slopes = cache["acts"] * (1 - cache["acts"])
    slopes[3] = 1 - g * g
    da = (d_acts * slopes).reshape(4 * n, -1)
    dW, dU, db = da @ h_prev.T, da @ x_t.T, da.sum(axis=1, keepdims=True)
    grads = {"dx_t": U.T @ da, "dh_prev": W.T @ da, "dc_prev": dc * f}
    for j, k in enumerate("fioc"):
        rows = slice(j * n, (j + 1) * n)
        grads.update({"dW" + k: dW[rows], "dU" + k: dU[rows], "db" + k: db[rows]})
    return grads
