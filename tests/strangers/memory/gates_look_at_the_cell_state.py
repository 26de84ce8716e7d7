"""
function = "model_forward"
says = "The blocks of the LSTM read the cell state c of the step before; they have to read the hidden state h."
right = ["model_backward"]
loses = ["model_backward"]
named = [
    "model_forward.gates_look_at_the_cell_state",
]
"""

import numpy as np


def _big(model):
    """All blocks of the cell in one matrix [W U b], and the blocks' names."""
    p = model["parameters"]
    names = [""] if model["kind"] == "rnn" else list("fioc")
    rows = [np.hstack([p["W" + k], p["U" + k], p["b" + (k or "a")]]) for k in names]
    return np.vstack(rows), names


def model_forward(model, x):
    M, names = _big(model)
    V, by = model["parameters"]["V"], model["parameters"]["by"]
    n, N, T = V.shape[1], x.shape[1], x.shape[2]
    one = np.ones((1, N))
    h, c = np.zeros((n, N)), np.zeros((n, N))
    reads, acts, belts, logits = [], [], [c], []
    for t in range(T):
        read = np.vstack([h if model["kind"] == "rnn" else c, x[:, :, t], one])
        a = (M @ read).reshape(len(names), n, N)
        if model["kind"] == "rnn":
            y = np.tanh(a)
            h = y[0]
        else:
            y = np.concatenate([np.exp(-np.logaddexp(0, -a[:3])), np.tanh(a[3:])])
            c = y[0] * c + y[1] * y[3]
            h = y[2] * np.tanh(c)
        reads.append(read)
        acts.append(y)
        belts.append(c)
        logits.append(V @ h + by)
    return np.stack(logits, axis=-1), ((reads, acts), (belts, h))


def model_backward(model, dlogits, cache):
    (reads, acts), (belts, last) = cache
    M, names = _big(model)
    V = model["parameters"]["V"]
    n, T = V.shape[1], len(reads)
    hs = [read[:n] for read in reads[1:]] + [last]
    dM, dV = np.zeros(M.shape), np.zeros(V.shape)
    dh = dc = 0
    for t in range(T - 1, -1, -1):
        y, dz = acts[t], dlogits[:, :, t]
        dV += dz @ hs[t].T
        dh = dh + V.T @ dz
        if model["kind"] == "rnn":
            da = [dh * (1 - y[0] ** 2)]
        else:
            tc = np.tanh(belts[t + 1])
            dc = dc + dh * y[2] * (1 - tc * tc)
            da = [dc * belts[t] * y[0] * (1 - y[0]), dc * y[3] * y[1] * (1 - y[1]),
                  dh * tc * y[2] * (1 - y[2]), dc * y[1] * (1 - y[3] ** 2)]
            dc = dc * y[0]
        da = np.vstack(da)
        dM += da @ reads[t].T
        dh = (M.T @ da)[:n]
    grads = {"dV": dV, "dby": dlogits.sum(axis=2).sum(axis=1, keepdims=True)}
    for k, block in zip(names, np.split(dM, len(names))):
        grads["dW" + k], grads["dU" + k] = block[:, :n], block[:, n:-1]
        grads["db" + (k or "a")] = block[:, -1:]
    return grads
