"""
function = "rnn_backward"
says = "For dW you multiply the delta of a step with the state of the same step; W was multiplied with the state before."
right = ["rnn_forward"]
named = [
    "rnn_cell_backward.new_state_in_the_weight_gradient",
]
"""

import numpy as np


def rnn_forward(x, s0, parameters):
    U, W, V, ba, by = map(parameters.get, ("U", "W", "V", "ba", "by"))
    T = x.shape[2]
    S = np.empty(s0.shape + (T + 1,))
    S[:, :, 0] = s0
    drive = np.einsum("nm,mbt->nbt", U, x) + ba[:, :, None]
    for t in range(T):
        S[:, :, t + 1] = np.tanh(drive[:, :, t] + W @ S[:, :, t])
    Z = np.tensordot(V, S[:, :, 1:], axes=(1, 0)) + by[:, :, None]
    return S[:, :, 1:], softmax(Z), (x, S, U, W)


def rnn_backward(ds, caches):
    x, S, U, W = caches
    T = x.shape[2]
    after, before = S[:, :, 1:], S[:, :, :-1]
    slope = 1 - after * after
    delta = np.zeros(ds.shape)
    back = 0.0
    for t in range(T)[::-1]:
        delta[:, :, t] = slope[:, :, t] * (ds[:, :, t] + back)
        back = W.T @ delta[:, :, t]
    return {
        "dx": np.einsum("nm,nbt->mbt", U, delta),
        "ds0": back,
        "dU": np.einsum("nbt,mbt->nm", delta, x),
        "dW": np.einsum("nbt,kbt->nk", delta, after),
        "dba": delta.sum(axis=(1, 2)).reshape(-1, 1),
    }
