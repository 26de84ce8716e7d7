"""
function = "stacked_forward"
says = "[[]] * D makes D names for one and the same list, so the states of all layers end up in it together and the way back finds the wrong ones."
right = ["stacked_backward"]
loses = ["stacked_backward"]
named = []
"""

import numpy as np


def stacked_forward(x, layers):
    """Step by step, each step through all layers."""
    N, T = x.shape[1:]
    D = len(layers)
    tapes = [[]] * D
    states = [np.zeros((len(layer["W"]), N)) for layer in layers]
    top = []
    for t in range(T):
        below = x[:, :, t]
        for l, layer in enumerate(layers):
            old = states[l]
            states[l] = np.tanh(layer["U"] @ below + layer["W"] @ old + layer["ba"])
            tapes[l].append((below, old, states[l]))
            below = states[l]
        top.append(below)
    return np.stack(top, axis=2), (tapes, layers)


def stacked_backward(dh, cache):
    tapes, layers = cache
    T = dh.shape[2]
    incoming = [dh[:, :, t] for t in range(T)]
    result = []
    for tape, layer in zip(tapes[::-1], layers[::-1]):
        grads = {"d" + k: 0.0 for k in ("U", "W", "ba")}
        later = 0.0
        outgoing = [None] * T
        for t in range(T - 1, -1, -1):
            below, old, new = tape[t]
            delta = (incoming[t] + later) * (1 - new**2)
            grads["dU"] = grads["dU"] + delta @ below.T
            grads["dW"] = grads["dW"] + delta @ old.T
            grads["dba"] = grads["dba"] + delta.sum(axis=1, keepdims=True)
            later = layer["W"].T @ delta
            outgoing[t] = layer["U"].T @ delta
        incoming = outgoing
        result.append(grads)
    return {"dx": np.stack(incoming, axis=2), "layers": result[::-1]}
