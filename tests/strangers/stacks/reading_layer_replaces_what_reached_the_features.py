"""
function = "dense_backward"
says = "What a layer sends to the features that it has read is to be added to what has already reached them; you overwrite that."
right = ["dense_forward"]
named = [
    "dense_backward.copies_dropped",
]
"""

import numpy as np


def dense_forward(x, layers):
    blocks = [x]
    for layer in layers:
        blocks.append(np.tanh(layer["W"] @ np.concatenate(blocks) + layer["b"]))
    return np.concatenate(blocks), {"blocks": blocks, "layers": layers}


def dense_backward(dz, cache):
    blocks, layers = cache["blocks"], cache["layers"]
    borders = np.cumsum([len(block) for block in blocks])[:-1]
    d_blocks = [d.copy() for d in np.split(dz, borders)]
    grads = []
    for l in range(len(layers), 0, -1):
        delta = d_blocks[l] * (1 - blocks[l] ** 2)
        read = np.concatenate(blocks[:l])
        grads.insert(0, {"dW": delta @ read.T, "db": delta.sum(axis=1, keepdims=True)})
        sent = np.split(layers[l - 1]["W"].T @ delta, borders[:l - 1])
        for j in range(l):
            d_blocks[j] = sent[j]
    return {"dx": d_blocks[0], "layers": grads}
