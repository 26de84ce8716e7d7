"""
function = "deep_forward"
says = "Hidden layer l applies its own activation, the l-th of the list. Your index is one too small, so the first layer takes the last name of the list, and all others that of the layer before."
right = ["deep_backward"]
loses = ["deep_backward"]
named = [
    "deep_forward.activation_of_the_layer_before",
]
"""

from collections import namedtuple

import numpy as np

Layer = namedtuple("Layer", "h W slope")


def _activate(name, z):
    if name == "relu":
        return np.maximum(z, 0), (z > 0).astype(float)
    if name == "tanh":
        a = np.tanh(z)
        return a, 1 - a**2
    if name == "sigmoid":
        a = 0.5 + 0.5 * np.tanh(0.5 * z)
        return a, a * (1 - a)
    raise ValueError(f"unknown activation {name}")


def deep_forward(x, weights, biases, activations):
    h, layers = x, []
    last = len(weights) - 1
    for l, W in enumerate(weights):
        z = W @ h
        if biases is not None:
            z = z + biases[l]
        if l == last:
            layers.append(Layer(h, W, None))
            break
        after, slope = _activate(activations[l - 1], z)
        layers.append(Layer(h, W, slope))
        h = after
    z = z - z.max(axis=0)
    log_p = z - np.log(np.exp(z).sum(axis=0))
    return np.exp(log_p), {"layers": layers, "log_p": log_p, "biased": biases is not None}


def deep_backward(cache, labels, weight_decay):
    log_p, layers = cache["log_p"], cache["layers"]
    N = len(labels)
    loss = -np.mean(log_p[labels, np.arange(N)])
    loss += weight_decay * sum(np.sum(layer.W**2) for layer in layers)
    delta = np.exp(log_p)
    delta[labels, np.arange(N)] -= 1
    delta /= N
    gradients = {}
    for number in range(len(layers), 0, -1):
        layer = layers[number - 1]
        gradients[f"dW{number}"] = delta @ layer.h.T + 2 * weight_decay * layer.W
        if cache["biased"]:
            gradients[f"db{number}"] = delta.sum(axis=1, keepdims=True)
        if number > 1:
            delta = layer.W.T @ delta * layers[number - 2].slope
    return loss, gradients
