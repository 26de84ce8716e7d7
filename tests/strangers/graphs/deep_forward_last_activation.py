"""
function = "deep_forward"
says = "The activations follow the hidden layers, the first one after W1; you apply each before its product, so the first acts on the input x itself and the last hidden layer gets none."
right = ["deep_backward"]
named = [
    "deep_forward.activated_before_the_product",
]
"""
import numpy as np

FUNCS = {"relu": lambda a: np.maximum(a, 0), "tanh": np.tanh, "sigmoid": lambda a: 0.5 + 0.5 * np.tanh(a / 2)}


def deep_forward(x, weights, biases, activations):
    for a in activations:
        if a not in FUNCS:
            raise ValueError(f"unknown activation {a}")
    K = len(weights)
    hs, zs = [], []
    h = x
    for l in range(K):
        if l < K - 1:
            h = FUNCS[activations[l]](h)
        hs.append(h)
        z = weights[l] @ h
        if biases is not None:
            z = z + biases[l]
        zs.append(z)
        h = z
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0), dict(h=hs, z=zs, W=weights, b=biases, act=activations)


def deep_backward(cache, labels, weight_decay):
    loss, delta = softmax_cross_entropy(cache["z"][-1], labels)
    loss += weight_decay * sum(np.sum(W**2) for W in cache["W"])
    grads = {}
    for l in range(len(cache["W"]), 0, -1):
        back = linear_backward(cache["h"][l - 1], cache["W"][l - 1], delta)
        grads[f"dW{l}"] = back["dW"] + 2 * weight_decay * cache["W"][l - 1]
        if cache["b"] is not None:
            grads[f"db{l}"] = delta.sum(axis=1, keepdims=True)
        if l > 1:
            delta = elementwise_backward(cache["act"][l - 2], cache["z"][l - 2], back["dx"])
    return float(loss), grads
