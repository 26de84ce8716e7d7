"""Known mistakes in `sigmoid`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.gates import Array, sigmoid


@misconception("sigmoid")
def sign_of_the_exponent(z: Array) -> Array:
    """Towards which number should the result go when z grows? Check the sign in the exponent."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, small, 1) / (1 + small)


@misconception("sigmoid")
def exponential_overflows(z: Array) -> Array:
    """exp overflows for large numbers, and infinity divided by infinity is no number. Which
    exponents are safe?
    """
    exponential = np.exp(z)
    return exponential / (1 + exponential)


@misconception("sigmoid")
def negative_half_mirrored(z: Array) -> Array:
    """Your result is the same for z and -z. What should the two sum to?"""
    return 1 / (1 + np.exp(-np.abs(z)))


@misconception("sigmoid")
def tanh_in_its_place(z: Array) -> Array:
    """A gate lies between 0 and 1. Which function gives numbers between -1 and 1?"""
    return np.tanh(z)


@misconception("sigmoid")
def tanh_not_stretched(z: Array) -> Array:
    """The sigmoid is tanh, shifted and scaled, in both directions. Compare the slopes at 0."""
    return (1 + np.tanh(z)) / 2


@misconception("sigmoid")
def softmax_in_its_place(z: Array) -> Array:
    """Gates do not compete: must the results of one column sum to 1?"""
    exponentials = np.exp(z - z.max(axis=0, keepdims=True))
    return exponentials / exponentials.sum(axis=0, keepdims=True)


@misconception("sigmoid")
def slope_in_its_place(z: Array) -> Array:
    """This is the slope of the function. What is the function itself?"""
    gate = sigmoid(z)
    return gate * (1 - gate)


@misconception("sigmoid")
def applied_twice(z: Array) -> Array:
    """The function is applied once. What is its value at 0?"""
    return sigmoid(sigmoid(z))


@misconception("sigmoid")
def straight_line_with_corners(z: Array) -> Array:
    """A gate should be smooth: what is its slope far from 0?"""
    return np.clip(0.2 * z + 0.5, 0, 1)
