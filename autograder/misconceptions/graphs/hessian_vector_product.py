"""Known mistakes in `hessian_vector_product`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, hessian_vector_product, softmax_cross_entropy


@misconception("hessian_vector_product")
def mean_movement_not_subtracted(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """When all logits of a column grow alike, its probabilities do not move. Do they in yours?"""
    logits = W @ x
    exponentials = np.exp(logits - logits.max(axis=0, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    return (probabilities * (v @ x)) @ x.T / labels.shape[0]


@misconception("hessian_vector_product")
def slope_of_each_class_alone(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """A probability depends on every logit of its column, through the sum below the fraction."""
    logits = W @ x
    exponentials = np.exp(logits - logits.max(axis=0, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    moves = probabilities * (1 - probabilities) * (v @ x)
    return moves @ x.T / labels.shape[0]


@misconception("hessian_vector_product")
def product_summed_over_the_batch(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """The loss is a mean over the batch. So is everything that is derived from it."""
    return hessian_vector_product(W, x, labels, v) * labels.shape[0]


@misconception("hessian_vector_product")
def gradient_times_the_vector(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """That multiplies the gradient by v, element by element. Who differentiates once more?"""
    _, dlogits = softmax_cross_entropy(W @ x, labels)
    return (dlogits @ x.T) * v


@misconception("hessian_vector_product")
def labels_in_the_second_derivative(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """The labels do not move with W. What is left of them when the gradient is differentiated?"""
    _, dlogits = softmax_cross_entropy(W @ x, labels)
    moves = dlogits * (v @ x - (dlogits * labels.shape[0] * (v @ x)).sum(axis=0, keepdims=True))
    return moves @ x.T


@misconception("hessian_vector_product")
def softmax_of_the_wrong_axis(W: Array, x: Array, labels: Array, v: Array) -> Array:
    """Each column is one example, and its probabilities sum to 1. So do all sums run here."""
    logits = W @ x
    exponentials = np.exp(logits - logits.max(axis=0, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    moves = v @ x
    mean = (probabilities * moves).sum(axis=1, keepdims=True)
    return (probabilities * (moves - mean)) @ x.T / labels.shape[0]
