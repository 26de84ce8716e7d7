"""Only the last step's share of `dV` is kept, and the loss is right."""

import numpy as np

from solutions.cells import output_backward, rnn_backward, rnn_forward

ASSIGNMENT, EXERCISE = "cells", "rnn_loss_and_gradients"
NAMES = {"rnn_loss_and_gradients.accumulation_overwritten"}
SAYS = ("`dV`",)


def rnn_loss_and_gradients(x, labels, s0, parameters):
    s, y, caches = rnn_forward(x, s0, parameters)
    N, T = labels.shape
    loss, ds, dby = 0.0, np.zeros_like(s), 0
    for t in range(T):
        loss -= np.mean(np.log(y[labels[:, t], np.arange(N), t]))
        step = output_backward(y[:, :, t], labels[:, t], s[:, :, t], parameters["V"])
        ds[:, :, t], dV = step["ds"], step["dV"]
        dby = dby + step["dby"]
    return loss, {**rnn_backward(ds, caches), "dV": dV, "dby": dby}
