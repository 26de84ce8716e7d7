"""Known mistakes in `linear_rnn_loss`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import Array, linear_rnn_loss


@misconception("linear_rnn_loss")
def loss_not_averaged_over_time(o: Array, y: Array) -> float:
    """A sequence twice as long must not make the loss twice as large."""
    return linear_rnn_loss(o, y) * o.shape[2]


@misconception("linear_rnn_loss")
def loss_not_averaged_over_the_batch(o: Array, y: Array) -> float:
    """Twice as many sequences side by side must not make the loss twice as large."""
    return linear_rnn_loss(o, y) * o.shape[1]


@misconception("linear_rnn_loss")
def loss_averaged_over_nothing(o: Array, y: Array) -> float:
    """The loss is a mean. Over which two axes?"""
    return linear_rnn_loss(o, y) * o.shape[1] * o.shape[2]


@misconception("linear_rnn_loss")
def loss_averaged_over_the_features(o: Array, y: Array) -> float:
    """The features of one output belong to one squared length. Are they averaged, or summed?"""
    return linear_rnn_loss(o, y) / o.shape[0]


@misconception("linear_rnn_loss")
def loss_without_the_half(o: Array, y: Array) -> float:
    """Look at the definition of the loss again: what stands before the squared length?"""
    return 2 * linear_rnn_loss(o, y)


@misconception("linear_rnn_loss")
def loss_with_the_length_not_squared(o: Array, y: Array) -> float:
    """The loss of a step is quadratic in the error. Is a root taken somewhere?"""
    return float(0.5 * np.mean(np.sqrt(np.sum((o - y) ** 2, axis=0))))
