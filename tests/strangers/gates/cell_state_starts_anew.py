"""
function = "lstm_forward"
says = "Two states go from step to step. Your hidden state does, but the forget gate multiplies c0 at every step instead of the cell state of the step before."
right = ["lstm_backward"]
named = [
    "lstm_forward.initial_cell_state_at_every_step",
]
"""

import numpy as np

NAMES = ("f", "i", "o", "c")


def lstm_forward(x, h0, c0, parameters):
    m, N, T = x.shape
    n = h0.shape[0]
    W = np.stack([parameters["W" + k] for k in NAMES])   # (4, n, n)
    U = np.stack([parameters["U" + k] for k in NAMES])   # (4, n, m)
    b = np.stack([parameters["b" + k] for k in NAMES])   # (4, n, 1)
    G = np.zeros((T, 4, n, N))
    H = np.zeros((T, n, N))
    C = np.zeros((T, n, N))
    h, c = h0, c0
    for t in range(T):
        a = W @ h + U @ x[:, :, t] + b
        G[t, :3] = sigmoid(a[:3])
        G[t, 3] = np.tanh(a[3])
        C[t] = G[t, 0] * c + G[t, 1] * G[t, 3]
        H[t] = G[t, 2] * np.tanh(C[t])
        h = H[t]
    caches = {"x": x, "h0": h0, "c0": c0, "W": W, "U": U, "G": G, "H": H, "C": C}
    return np.moveaxis(H, 0, -1), np.moveaxis(C, 0, -1), caches


def lstm_backward(dh, caches):
    x, W, U, G, C = (caches[k] for k in ("x", "W", "U", "G", "C"))
    T = len(G)
    H_before = np.concatenate([caches["h0"][None], caches["H"][:-1]])
    C_before = np.concatenate([caches["c0"][None], C[:-1]])
    D = np.zeros(G.shape)
    dh_later = dc_later = np.zeros(C.shape[1:])
    for t in reversed(range(T)):
        f, i, o, g = G[t]
        tc = np.tanh(C[t])
        dht = dh[:, :, t] + dh_later
        dct = dc_later + dht * o * (1 - tc**2)
        D[t, 0] = dct * C_before[t] * f * (1 - f)
        D[t, 1] = dct * g * i * (1 - i)
        D[t, 2] = dht * tc * o * (1 - o)
        D[t, 3] = dct * i * (1 - g**2)
        dh_later = np.einsum("kij,kib->jb", W, D[t])
        dc_later = dct * f
    dW = np.einsum("tkib,tjb->kij", D, H_before)
    dU = np.einsum("tkib,jbt->kij", D, x)
    db = D.sum(axis=(0, 3))
    grads = {"dx": np.einsum("kij,tkib->jbt", U, D), "dh0": dh_later, "dc0": dc_later}
    for number, k in enumerate(NAMES):
        grads["dW" + k], grads["dU" + k] = dW[number], dU[number]
        grads["db" + k] = db[number][:, None]
    return grads
