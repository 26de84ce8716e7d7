"""
function = "bidirectional_forward"
says = "The network from right to left runs through the padding, too, so that it arrives at the last real step with a state that is no longer zero."
right = ["bidirectional_backward"]
named = [
    "bidirectional_forward.padding_is_read_as_zeros",
]
"""

import numpy as np


from collections import namedtuple

Tape = namedtuple("Tape", "x hf hb mask p")


def bidirectional_forward(x, lengths, parameters):
    m, N, T = x.shape
    mask = np.array([[t < length for t in range(T)] for length in lengths])
    x = np.where(mask[None], x, 0)
    pf, pb = parameters["forward"], parameters["backward"]
    n = pf["W"].shape[0]
    hf, hb = np.zeros((n, N, T + 1)), np.zeros((n, N, T + 1))
    for t in range(T):                  # hf[:, :, t + 1] and hb[:, :, t] belong to step t
        hf[:, :, t + 1] = np.tanh(pf["U"] @ x[:, :, t] + pf["W"] @ hf[:, :, t] + pf["ba"])
    for t in reversed(range(T)):
        hb[:, :, t] = np.tanh(pb["U"] @ x[:, :, t] + pb["W"] @ hb[:, :, t + 1] + pb["ba"])
    h = np.concatenate([hf[:, :, 1:], hb[:, :, :T]])
    h = np.where(mask, h, 0)
    return h, Tape(x, hf, hb, mask, parameters)


def bidirectional_backward(dh, cache):
    x, hf, hb, mask, p = cache
    T = x.shape[2]
    n = hf.shape[0]
    dh = np.where(mask, dh, 0)
    df, db = np.zeros_like(hf[:, :, 1:]), np.zeros_like(hf[:, :, 1:])
    go = np.zeros_like(hf[:, :, 0])
    for t in reversed(range(T)):
        df[:, :, t] = mask[:, t] * (1 - hf[:, :, t + 1] ** 2) * (dh[:n, :, t] + go)
        go = p["forward"]["W"].T @ df[:, :, t]
    go = np.zeros_like(go)
    for t in range(T):
        db[:, :, t] = mask[:, t] * (1 - hb[:, :, t] ** 2) * (dh[n:, :, t] + go)
        go = p["backward"]["W"].T @ db[:, :, t]
    pack = lambda d, before: {
        "dU": np.einsum("ibt,jbt->ij", d, x),
        "dW": np.einsum("ibt,jbt->ij", d, before),
        "dba": np.einsum("ibt->i", d).reshape(-1, 1),
    }
    dx = np.einsum("ij,ibt->jbt", p["forward"]["U"], df) + np.einsum("ij,ibt->jbt", p["backward"]["U"], db)
    return {"dx": dx, "forward": pack(df, hf[:, :, :T]), "backward": pack(db, hb[:, :, 1:])}
