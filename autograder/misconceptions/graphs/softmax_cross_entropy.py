"""Known mistakes in `softmax_cross_entropy`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, softmax_cross_entropy


@misconception("softmax_cross_entropy")
def gradient_not_averaged(logits: Array, labels: Array) -> tuple[float, Array]:
    """The loss is a mean over the batch. What does that do to its gradient?"""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    return loss, dlogits * labels.shape[0]


@misconception("softmax_cross_entropy")
def summed_over_the_batch(logits: Array, labels: Array) -> tuple[float, Array]:
    """Twice as many examples must not make the loss twice as large."""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    return loss * labels.shape[0], dlogits * labels.shape[0]


@misconception("softmax_cross_entropy")
def averaged_over_the_classes(logits: Array, labels: Array) -> tuple[float, Array]:
    """The mean is over the examples. Which axis has them?"""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    share = labels.shape[0] / logits.shape[0]
    return loss * share, dlogits * share


@misconception("softmax_cross_entropy")
def softmax_without_the_shift(logits: Array, labels: Array) -> tuple[float, Array]:
    """exp overflows for large logits. What can you subtract from a column without changing its
    probabilities?
    """
    exponentials = np.exp(logits)
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    right = labels, np.arange(labels.shape[0])
    loss = float(-np.log(probabilities[right]).mean())
    probabilities[right] -= 1
    return loss, probabilities / labels.shape[0]


@misconception("softmax_cross_entropy")
def logarithm_of_the_probability(logits: Array, labels: Array) -> tuple[float, Array]:
    """A very small probability is rounded to zero before you take its logarithm. Simplify the
    formula first.
    """
    exponentials = np.exp(logits - logits.max(axis=0, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=0, keepdims=True)
    right = labels, np.arange(labels.shape[0])
    loss = float(-np.log(probabilities[right]).mean())
    probabilities[right] -= 1
    return loss, probabilities / labels.shape[0]


@misconception("softmax_cross_entropy")
def logarithm_of_a_little_more(logits: Array, labels: Array) -> tuple[float, Array]:
    """A small number added inside the logarithm hides the infinity, and makes the loss wrong where
    it matters most.
    """
    _, dlogits = softmax_cross_entropy(logits, labels)
    right = labels, np.arange(labels.shape[0])
    probabilities = 1 + dlogits[right] * labels.shape[0]
    return float(-np.log(np.maximum(probabilities, 0) + 1e-8).mean()), dlogits


@misconception("softmax_cross_entropy")
def shifted_by_the_largest_of_all(logits: Array, labels: Array) -> tuple[float, Array]:
    """One example's logits may be far below another's. Does each column get a shift of its own?"""
    exponentials = np.exp(logits - logits.max())
    totals = exponentials.sum(axis=0, keepdims=True)
    right = labels, np.arange(labels.shape[0])
    loss = float((np.log(totals[0]) - (logits - logits.max())[right]).mean())
    dlogits = exponentials / totals
    dlogits[right] -= 1
    return loss, dlogits / labels.shape[0]


@misconception("softmax_cross_entropy")
def softmax_over_the_examples(logits: Array, labels: Array) -> tuple[float, Array]:
    """Each column is one example. Along which axis must the probabilities sum to 1?"""
    shifted = logits - logits.max(axis=1, keepdims=True)
    exponentials = np.exp(shifted)
    totals = exponentials.sum(axis=1, keepdims=True)
    right = labels, np.arange(labels.shape[0])
    loss = float((np.log(totals) - shifted)[right].mean())
    dlogits = exponentials / totals
    dlogits[right] -= 1
    return loss, dlogits / labels.shape[0]


@misconception("softmax_cross_entropy")
def truth_minus_prediction(logits: Array, labels: Array) -> tuple[float, Array]:
    """Which way does the loss go when the logit of the right class grows? Check the sign."""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    return loss, -dlogits


@misconception("softmax_cross_entropy")
def labels_not_subtracted(logits: Array, labels: Array) -> tuple[float, Array]:
    """The gradient of each example must sum to zero. Does yours know the labels?"""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    right = labels, np.arange(labels.shape[0])
    dlogits[right] += 1 / labels.shape[0]
    return loss, dlogits


@misconception("softmax_cross_entropy")
def one_subtracted_from_whole_rows(logits: Array, labels: Array) -> tuple[float, Array]:
    """Indexing by the labels alone picks whole rows. How do you pick one element per column?"""
    loss, dlogits = softmax_cross_entropy(logits, labels)
    batch = labels.shape[0]
    dlogits[labels, np.arange(batch)] += 1 / batch
    dlogits[labels] -= 1 / batch
    return loss, dlogits
