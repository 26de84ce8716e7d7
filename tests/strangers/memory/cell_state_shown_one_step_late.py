"""
function = "model_forward"
says = "The LSTM shows C[t], the cell state before the step; it has to show the new one, C[t + 1]."
right = ["model_backward"]
named = [
    "model_forward.name_exchanged",
]
"""

import numpy as np


def _gates(p):
    return [np.stack([p[letter + k] for k in "fioc"]) for letter in "WUb"]


def model_forward(model, x):
    p = model["parameters"]
    q, n = p["V"].shape
    N, T = x.shape[1:]
    H = np.zeros((T + 1, n, N))
    if model["kind"] == "rnn":
        for t in range(T):
            H[t + 1] = np.tanh(p["U"] @ x[:, :, t] + p["W"] @ H[t] + p["ba"])
        arrays = {"x": x, "H": H}
    else:
        W, U, b = _gates(p)
        C, A = np.zeros((T + 1, n, N)), np.zeros((T, 4, n, N))
        for t in range(T):
            a = W @ H[t] + U @ x[:, :, t] + b
            A[t, :3] = 1 / (1 + np.exp(-np.clip(a[:3], -500, 500)))
            A[t, 3] = np.tanh(a[3])
            f, i, o, g = A[t]
            C[t + 1] = f * C[t] + i * g
            H[t + 1] = o * np.tanh(C[t])
        arrays = {"x": x, "H": H, "C": C, "A": A}
    logits = np.einsum("qn,tnb->qbt", p["V"], H[1:]) + p["by"][:, :, None]
    return logits, arrays


def model_backward(model, dlogits, cache):
    p, x, H = model["parameters"], cache["x"], cache["H"]
    T = len(H) - 1
    own = np.einsum("qn,qbt->tnb", p["V"], dlogits)
    grads = {"dV": np.einsum("qbt,tnb->qn", dlogits, H[1:]), "dby": dlogits.sum(axis=(1, 2))[:, None]}
    if model["kind"] == "rnn":
        D = np.zeros(own.shape)
        for t in range(T - 1, -1, -1):
            later = p["W"].T @ D[t + 1] if t + 1 < T else 0
            D[t] = (own[t] + later) * (1 - H[t + 1] ** 2)
        grads["dW"] = np.einsum("tib,tjb->ij", D, H[:-1])
        grads["dU"] = np.einsum("tib,jbt->ij", D, x)
        grads["dba"] = D.sum(axis=(0, 2))[:, None]
        return grads
    W, U, b = _gates(p)
    C, A = cache["C"], cache["A"]
    D = np.zeros(A.shape)
    dh, dc = 0.0, 0.0
    for t in range(T - 1, -1, -1):
        f, i, o, g = A[t]
        tc = np.tanh(C[t + 1])
        dh = own[t] + dh
        dc = dc + dh * o * (1 - tc**2)
        D[t, 0] = dc * C[t] * f * (1 - f)
        D[t, 1] = dc * g * i * (1 - i)
        D[t, 2] = dh * tc * o * (1 - o)
        D[t, 3] = dc * i * (1 - g**2)
        dh = sum(W[k].T @ D[t, k] for k in range(4))
        dc = dc * f
    for k, name in enumerate("fioc"):
        grads["dW" + name] = np.einsum("tib,tjb->ij", D[:, k], H[:-1])
        grads["dU" + name] = np.einsum("tib,jbt->ij", D[:, k], x)
        grads["db" + name] = D[:, k].sum(axis=(0, 2))[:, None]
    return grads
