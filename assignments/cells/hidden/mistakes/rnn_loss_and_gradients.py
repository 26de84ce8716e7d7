"""Known mistakes in `rnn_loss_and_gradients` that are no edits of it."""

from __future__ import annotations

import numpy as np

from solutions.cells import (
    Array,
    Arrays,
    output_backward,
    rnn_cell_backward,
    rnn_forward,
    rnn_loss_and_gradients,
)


def truncated_to_one_step(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    loss, gradients = rnn_loss_and_gradients(x, labels, s0, parameters)
    s, y, caches = rnn_forward(x, s0, parameters)
    dU, dW, dba = (np.zeros_like(parameters[name]) for name in ("U", "W", "ba"))
    dx = np.zeros_like(x)
    for t in range(labels.shape[1]):
        ds_t = output_backward(y[:, :, t], labels[:, t], s[:, :, t], parameters["V"])["ds"]
        step = rnn_cell_backward(ds_t, caches[t])
        dU, dW, dba = dU + step["dU"], dW + step["dW"], dba + step["dba"]
        dx[:, :, t] = step["dx_t"]
        if t == 0:
            ds0 = step["ds_prev"]
    return loss, {**gradients, "dU": dU, "dW": dW, "dba": dba, "dx": dx, "ds0": ds0}
