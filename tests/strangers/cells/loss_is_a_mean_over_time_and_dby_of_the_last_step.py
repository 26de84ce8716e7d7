"""
function = "rnn_loss_and_gradients"
says = "The loss averages over the steps where it should sum them, and dby is overwritten at each step instead of added up."
right = []
named = [
    "rnn_loss_and_gradients.accumulation_overwritten",
]
"""

import numpy as np


def rnn_loss_and_gradients(x, labels, s0, parameters):
    s, y, caches = rnn_forward(x, s0, parameters)
    N, T = labels.shape
    rows, cols = np.arange(N)[:, None], np.arange(T)[None, :]
    picked = y[labels, rows, cols]                      # (N, T)
    loss = -np.mean(np.log(picked))

    ds = np.empty_like(s)
    dV = np.zeros_like(parameters["V"])
    dby = np.zeros_like(parameters["by"])
    for t in range(T):
        g = output_backward(y[:, :, t], labels[:, t], s[:, :, t], parameters["V"])
        ds[:, :, t] = g["ds"]
        dV += g["dV"]
        dby = g["dby"]
    gradients = rnn_backward(ds, caches)
    gradients.update(dV=dV, dby=dby)
    return float(loss), gradients
