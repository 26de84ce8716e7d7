"""Known mistakes in `rnn_loss_and_gradients`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.cells import (
    Array,
    Arrays,
    output_backward,
    rnn_backward,
    rnn_cell_backward,
    rnn_forward,
    rnn_loss_and_gradients,
)


@misconception("rnn_loss_and_gradients")
def loss_averaged_over_time(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    """The loss is summed over the steps and averaged over the batch, not the other way round."""
    loss, gradients = rnn_loss_and_gradients(x, labels, s0, parameters)
    steps = labels.shape[1]
    return loss / steps, {name: gradient / steps for name, gradient in gradients.items()}


@misconception("rnn_loss_and_gradients")
def loss_summed_over_the_batch(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    """Twice as many examples must not make the loss twice as large."""
    loss, gradients = rnn_loss_and_gradients(x, labels, s0, parameters)
    batch = labels.shape[0]
    return loss * batch, {name: gradient * batch for name, gradient in gradients.items()}


@misconception("rnn_loss_and_gradients")
def last_step_only(x: Array, labels: Array, s0: Array, parameters: Arrays) -> tuple[float, Arrays]:
    """Every step predicts something. Which of them count in your loss?"""
    s, y, caches = rnn_forward(x, s0, parameters)
    last = output_backward(y[:, :, -1], labels[:, -1], s[:, :, -1], parameters["V"])
    loss = -np.log(y[labels[:, -1], np.arange(labels.shape[0]), -1]).mean()
    ds = np.zeros_like(s)
    ds[:, :, -1] = last["ds"]
    return loss, {**rnn_backward(ds, caches), "dV": last["dV"], "dby": last["dby"]}


@misconception("rnn_loss_and_gradients")
def truncated_to_one_step(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    """Your gradient stops after one step. How do later losses reach earlier states?"""
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


@misconception("rnn_loss_and_gradients")
def output_weights_of_the_last_step_only(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    """The output weights are used at every step. What happens to their gradients over time?"""
    loss, gradients = rnn_loss_and_gradients(x, labels, s0, parameters)
    s, y, _ = rnn_forward(x, s0, parameters)
    last = output_backward(y[:, :, -1], labels[:, -1], s[:, :, -1], parameters["V"])
    return loss, {**gradients, "dV": last["dV"], "dby": last["dby"]}
