"""Known mistakes in `gradient_norms`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Array, gradient_norms, jacobian_product


@misconception("gradient_norms")
def root_of_the_sum_of_squares(W: Array, states: Array) -> Array:
    """Which norm of a matrix does NumPy compute if nothing is said? The identity's should be 1."""
    T = states.shape[1]
    return np.array([np.linalg.norm(jacobian_product(W, states[:, T - d :])) for d in range(T + 1)])


@misconception("gradient_norms")
def spectral_radius_as_norm(W: Array, states: Array) -> Array:
    """These matrices are not symmetric. Do their eigenvalues tell how far they stretch?"""
    T = states.shape[1]
    jacobians = [jacobian_product(W, states[:, T - d :]) for d in range(T + 1)]
    return np.array([np.abs(np.linalg.eigvals(jacobian)).max() for jacobian in jacobians])


@misconception("gradient_norms")
def largest_element_as_norm(W: Array, states: Array) -> Array:
    """A vector can be stretched by more than the largest element of the matrix."""
    T = states.shape[1]
    return np.array([np.abs(jacobian_product(W, states[:, T - d :])).max() for d in range(T + 1)])


@misconception("gradient_norms")
def product_of_the_norms(W: Array, states: Array) -> Array:
    """The norm of a product is at most the product of the norms. Are the two equal?"""
    T = states.shape[1]
    norms = [np.linalg.norm(jacobian_product(W, states[:, j : j + 1]), 2) for j in range(T)]
    return np.concatenate([[1.0], np.cumprod(norms[::-1])])


@misconception("gradient_norms")
def counted_from_the_first_state(W: Array, states: Array) -> Array:
    """Which state stays the same while the distance grows: the first, or the last?"""
    distances = range(states.shape[1] + 1)
    return np.array([np.linalg.norm(jacobian_product(W, states[:, :d]), 2) for d in distances])


@misconception("gradient_norms")
def greatest_distance_first(W: Array, states: Array) -> Array:
    """Element d belongs to the distance d. At which end of your array is the 1?"""
    return gradient_norms(W, states)[::-1]


@misconception("gradient_norms")
def distance_zero_left_out(W: Array, states: Array) -> Array:
    """How does a state depend on itself? That distance has an element, too."""
    return gradient_norms(W, states)[1:]


@misconception("gradient_norms")
def greatest_distance_left_out(W: Array, states: Array) -> Array:
    """Even the first state was made from one before it. How many distances are there?"""
    return gradient_norms(W, states)[:-1]
