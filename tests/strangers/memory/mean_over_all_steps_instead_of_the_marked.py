"""
function = "loss_and_gradients"
says = "You divide by the number of all steps; the mean is over the marked ones only."
right = []
named = [
    "loss_and_gradients.mean_over_all_steps",
]
"""

import numpy as np


def loss_and_gradients(model, tokens, labels, mask):
    size = len(model["parameters"]["by"])
    logits, cache = model_forward(model, one_hot(tokens, size))
    shifted = logits - np.max(logits, axis=0)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=0))
    right = np.take_along_axis(log_p, labels[None], axis=0)[0]        # (N, T)
    count = mask.size
    loss = -np.sum(right[mask]) / count
    d = np.exp(log_p)
    np.put_along_axis(d, labels[None], np.take_along_axis(d, labels[None], 0) - 1, axis=0)
    d[:, ~mask] = 0
    return float(loss), model_backward(model, d / count, cache)
