"""
function = "loss_and_gradients"
says = "The loss is the mean over the marked steps, and you divide it by their number M. The gradient must be divided by the same M; you divide it by the number of all steps, marked or not."
right = ["one_hot"]
named = [
    "loss_and_gradients.gradients_divided_by_all_steps",
]
"""

import numpy as np


def one_hot(tokens, size):
    tokens = np.array(tokens)
    out = np.zeros((size,) + tokens.shape)
    for place in np.ndindex(tokens.shape):
        token = tokens[place]
        if not 0 <= token < size:
            raise ValueError(f"there is no token {token}")
        out[(token,) + place] = 1
    return out


def loss_and_gradients(model, tokens, labels, mask):
    size = len(model["parameters"]["by"])
    logits, cache = model_forward(model, one_hot(tokens, size))
    shifted = logits - np.max(logits, axis=0)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=0))
    rows, steps = np.nonzero(mask)
    loss = -np.mean(log_p[labels[rows, steps], rows, steps])
    dlogits = np.exp(log_p) - one_hot(labels, size)
    dlogits[:, ~mask] = 0
    return loss, model_backward(model, dlogits / mask.size, cache)
