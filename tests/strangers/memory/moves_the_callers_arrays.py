"""
function = "train"
says = "dict(...) copies the dictionary but not the arrays in it, so -= moves the parameters of the model that you were given; and the norm is noted after clipping."
right = []
named = [
    "train.norms_after_clipping",
]
"""

import numpy as np


def train(model, task, steps, lr, max_norm, rng):
    trained = {"kind": model["kind"], "parameters": dict(model["parameters"])}
    losses, norms = np.zeros(steps), np.zeros(steps)
    for step in range(steps):
        loss, grads = loss_and_gradients(trained, *batches(task, 32, rng))
        norm = np.sqrt(sum(np.vdot(g, g) for g in grads.values()))
        scale = max_norm / norm if norm > max_norm else 1.0
        for name, value in trained["parameters"].items():
            value -= lr * scale * grads["d" + name]
        losses[step], norms[step] = loss, norm * scale
    return {"model": trained, "losses": losses, "norms": norms}
