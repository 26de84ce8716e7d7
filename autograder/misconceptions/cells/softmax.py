"""Known mistakes in `softmax`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.cells import Array


@misconception("softmax")
def wrong_axis(z: Array) -> Array:
    """Each column is one example. Along which axis must the probabilities sum to 1?"""
    exponentials = np.exp(z - z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


@misconception("softmax")
def normalised_over_everything(z: Array) -> Array:
    """The sum runs over the classes of one example, not over the whole batch."""
    exponentials = np.exp(z - z.max())
    return exponentials / exponentials.sum()


@misconception("softmax")
def without_shift(z: Array) -> Array:
    """exp overflows for large logits. What can you subtract from a column without changing it?"""
    exponentials = np.exp(z)
    return exponentials / exponentials.sum(axis=0, keepdims=True)


@misconception("softmax")
def without_exponential(z: Array) -> Array:
    """Dividing by the sum is not enough: what makes every entry positive first?"""
    return z / z.sum(axis=0, keepdims=True)
