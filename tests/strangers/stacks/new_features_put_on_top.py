"""
function = "dense_forward"
says = "You put the new features on top; they have to stand below those that were there."
right = ["dense_backward"]
named = [
    "dense_forward.new_features_on_top",
]
"""

import numpy as np


def dense_forward(x, layers):
    z = x
    cache = ()
    for layer in layers:
        new = np.tanh(layer["W"] @ z + layer["b"])
        cache = (cache, (layer["W"], z, new))         # the layers below, and this one
        z = np.vstack((new, z))
    return z, cache


def dense_backward(dz, cache):
    if cache == ():
        return {"dx": dz, "layers": []}
    below, (W, z, new) = cache
    k = new.shape[0]
    delta = dz[-k:] * (1 - new**2)
    grads = {"dW": delta @ z.T, "db": delta.sum(axis=1, keepdims=True)}
    rest = dense_backward(dz[:-k] + W.T @ delta, below)
    return {"dx": rest["dx"], "layers": rest["layers"] + [grads]}
