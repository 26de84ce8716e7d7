"""Known mistakes in `relative_error`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, relative_error


@misconception("relative_error")
def not_divided(a: Array, b: Array) -> float:
    """That is the absolute difference. Large next to what?"""
    scale = float(np.linalg.norm(a) + np.linalg.norm(b))
    return relative_error(a, b) * scale


@misconception("relative_error")
def divided_by_one_of_them(a: Array, b: Array) -> float:
    """Which of the two is right is not known: a measure that treats them alike divides by both."""
    error = relative_error(a, b)
    scale = float(np.linalg.norm(a) + np.linalg.norm(b))
    return error * scale / float(np.linalg.norm(b)) if np.any(b) else error


@misconception("relative_error")
def norm_of_the_sum(a: Array, b: Array) -> float:
    """The norm of a sum is not the sum of the norms: think of opposite arrays."""
    error = relative_error(a, b)
    scale = float(np.linalg.norm(a) + np.linalg.norm(b))
    size = float(np.linalg.norm(np.add(a, b)))
    return error * scale / size if size else error


@misconception("relative_error")
def norms_not_rooted(a: Array, b: Array) -> float:
    """A norm is a length: what is still to be done with the sum of the squares?"""
    error = relative_error(a, b)
    scale = float(np.sum(np.square(a)) + np.sum(np.square(b)))
    return float(np.sum(np.square(np.subtract(a, b)))) / scale if scale else error


@misconception("relative_error")
def mean_of_the_elements(a: Array, b: Array) -> float:
    """A single tiny element would decide here. Measure the arrays as a whole, then divide once."""
    relative_error(a, b)
    scale = np.abs(a) + np.abs(b)
    ratios = np.abs(np.subtract(a, b)) / np.where(scale == 0, 1, scale)
    return float(np.mean(ratios))


@misconception("relative_error")
def zero_divided_by_zero(a: Array, b: Array) -> float:
    """Two arrays of zeros are equal. What does your division make of them?"""
    relative_error(a, b)
    scale = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(np.subtract(a, b)) / scale)


@misconception("relative_error")
def shapes_broadcast(a: Array, b: Array) -> float:
    """NumPy subtracts arrays of different shapes without a word. Are they comparable?"""
    a, b = np.broadcast_arrays(a, b)
    return relative_error(a, b)
