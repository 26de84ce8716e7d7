"""
function = "loss_and_gradients"
says = "the mean is taken over all steps of the batch, marked or not, in the loss and in the gradient"
right = []
named = [
    "loss_and_gradients.mean_over_all_steps",
]
"""

import numpy as np


def loss_and_gradients(model, tokens, labels, mask):
    q = model["parameters"]["by"].shape[0]
    N, T = tokens.shape
    z, cache = model_forward(model, one_hot(tokens, q))
    z = z - z.max(axis=0)
    logp = z - np.log(np.exp(z).sum(axis=0))
    rows, cols = np.indices((N, T))
    chosen = logp[labels, rows, cols]
    count = N * T
    loss = -chosen[mask].sum() / count
    d = np.exp(logp)
    d[labels, rows, cols] -= 1
    d = np.where(mask, d, 0) / count
    return loss, model_backward(model, d, cache)
