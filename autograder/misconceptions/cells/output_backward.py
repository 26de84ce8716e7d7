"""Known mistakes in `output_backward`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.cells import Array, Arrays, output_backward


@misconception("output_backward")
def not_averaged_over_the_batch(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """The loss is a mean over the batch. What does that do to its gradient?"""
    gradients = output_backward(out_pred, labels, s, V)
    return {name: gradient * labels.shape[0] for name, gradient in gradients.items()}


@misconception("output_backward")
def label_minus_prediction(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """Which way does the loss go when the right class becomes more likely? Check the sign."""
    gradients = output_backward(out_pred, labels, s, V)
    return {name: -gradient for name, gradient in gradients.items()}


@misconception("output_backward")
def labels_not_subtracted(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """The gradient must vanish when the prediction is perfect. Does yours know the labels?"""
    dz = out_pred / labels.shape[0]
    return {"ds": V.T @ dz, "dV": dz @ s.T, "dby": dz.sum(axis=1, keepdims=True)}


@misconception("output_backward")
def softmax_derivative_applied_twice(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """Prediction minus label is the gradient at the logits already: softmax is behind you."""
    batch = labels.shape[0]
    dz = out_pred.copy()
    dz[labels, np.arange(batch)] -= 1
    dz *= out_pred * (1 - out_pred) / batch
    return {"ds": V.T @ dz, "dV": dz @ s.T, "dby": dz.sum(axis=1, keepdims=True)}


@misconception("output_backward")
def output_bias_not_summed(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    """One bias serves the whole batch: its gradient is a column, summed over the examples."""
    batch = labels.shape[0]
    dz = out_pred.copy()
    dz[labels, np.arange(batch)] -= 1
    return {"ds": V.T @ dz / batch, "dV": dz @ s.T / batch, "dby": dz / batch}
