"""
function = "stacked_forward"
says = "every layer reads the input of the whole stack, not the states of the layer below"
right = []
named = [
    "stacked_forward.every_layer_reads_the_input",
]
"""

import numpy as np


def stacked_forward(x, layers):
    cache = []
    source = x
    for layer in layers:
        U, W, ba = layer["U"], layer["W"], layer["ba"]
        N, T = x.shape[1:]
        h = np.zeros((len(W), N, T))
        prev = np.zeros((len(W), N))
        for t in range(T):
            prev = np.tanh(U @ x[:, :, t] + W @ prev + ba)
            h[:, :, t] = prev
        cache.append((source, h, layer))
        source = h
    return source, cache
