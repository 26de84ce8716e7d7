"""
function = "dense_forward"
says = "Each layer appends its features below those that it reads; you put them on top, so the rows stand in the wrong order, and the columns of W meet the wrong features."
right = ["dense_backward"]
named = [
    "dense_forward.new_features_on_top",
]
"""
import numpy as np


def dense_forward(x, layers):
    features, blocks = x, [x]
    for p in layers:
        new = np.tanh(np.dot(p["W"], features) + p["b"])
        blocks.append(new)
        features = np.concatenate((new, features), axis=0)
    return features, (blocks, layers)


def dense_backward(dz, cache):
    blocks, layers = cache
    grads = []
    for l in range(len(layers), 0, -1):
        W, new = layers[l - 1]["W"], blocks[l]
        below = np.concatenate(blocks[:l], axis=0)
        own, rest = dz[below.shape[0] :], dz[: below.shape[0]]
        delta = own * (1 - new**2)
        grads.append({"dW": delta @ below.T, "db": delta.sum(axis=1, keepdims=True)})
        dz = rest + W.T @ delta
    return {"dx": dz, "layers": grads[::-1]}
