"""
function = "lstm_forward"
says = "The array C starts with c0, so the state before step t is C[:, :, t]; with t-1 the first step reads the still empty last column, and every later one the state of two steps ago."
right = ["lstm_backward"]
named = [
    "lstm_forward.cell_state_of_two_steps_ago",
]
"""

import numpy as np


def lstm_forward(x, h0, c0, parameters):
    n, N = h0.shape
    T = x.shape[2]
    blocks = "fioc"
    W = np.stack([parameters["W" + k] for k in blocks])      # (4, n, n)
    U = np.stack([parameters["U" + k] for k in blocks])
    b = np.stack([parameters["b" + k] for k in blocks])
    H = np.zeros((n, N, T + 1))
    C = np.zeros((n, N, T + 1))
    G = np.zeros((4, n, N, T))
    H[:, :, 0], C[:, :, 0] = h0, c0
    for t in range(T):
        a = W @ H[:, :, t] + U @ x[:, :, t] + b
        G[:3, :, :, t] = sigmoid(a[:3])
        G[3, :, :, t] = np.tanh(a[3])
        f, i, o, g = G[:, :, :, t]
        C[:, :, t + 1] = f * C[:, :, t - 1] + i * g
        H[:, :, t + 1] = o * np.tanh(C[:, :, t + 1])
    return H[:, :, 1:], C[:, :, 1:], (x, H, C, G, W, U)


def lstm_backward(dh, caches):
    x, H, C, G, W, U = caches
    T = x.shape[2]
    D = np.zeros_like(G)
    back_h, back_c = np.zeros_like(H[:, :, 0]), np.zeros_like(H[:, :, 0])
    for t in range(T - 1, -1, -1):
        f, i, o, g = G[:, :, :, t]
        tc = np.tanh(C[:, :, t + 1])
        dht = dh[:, :, t] + back_h
        dct = back_c + dht * o * (1 - tc * tc)
        D[0, :, :, t] = dct * C[:, :, t] * f * (1 - f)
        D[1, :, :, t] = dct * g * i * (1 - i)
        D[2, :, :, t] = dht * tc * o * (1 - o)
        D[3, :, :, t] = dct * i * (1 - g * g)
        back_c = dct * f
        back_h = np.einsum("kij,kin->jn", W, D[:, :, :, t])
    dW = np.einsum("kint,jnt->kij", D, H[:, :, :-1])
    dU = np.einsum("kint,jnt->kij", D, x)
    db = D.sum(axis=(2, 3))[:, :, None]
    out = dict(dx=np.einsum("kij,kint->jnt", U, D), dh0=back_h, dc0=back_c)
    for j, k in enumerate("fioc"):
        out["dW" + k], out["dU" + k], out["db" + k] = dW[j], dU[j], db[j]
    return out
