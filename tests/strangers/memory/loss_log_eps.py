"""
function = "loss_and_gradients"
says = "a small constant is added inside the logarithm, which is wrong for improbable labels"
right = []
named = []
"""

import numpy as np


def loss_and_gradients(model, tokens, labels, mask):
    size = model["parameters"]["V"].shape[0]
    logits, cache = model_forward(model, one_hot(tokens, size))
    e = np.exp(logits - np.max(logits, axis=0, keepdims=True))
    probs = e / np.sum(e, axis=0, keepdims=True)
    M = np.sum(mask)
    loss = 0.0
    dlogits = np.zeros_like(logits)
    for n, t in np.argwhere(mask):
        y = labels[n, t]
        loss -= np.log(probs[y, n, t] + 1e-12) / M
        dlogits[:, n, t] = probs[:, n, t] / M
        dlogits[y, n, t] -= 1 / M
    return float(loss), model_backward(model, dlogits, cache)
