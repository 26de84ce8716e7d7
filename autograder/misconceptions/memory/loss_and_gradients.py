"""Known mistakes in `loss_and_gradients`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.memory import (
    Array,
    Arrays,
    Model,
    loss_and_gradients,
    model_backward,
    model_forward,
    one_hot,
)


@misconception("loss_and_gradients")
def mean_over_all_steps(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    """You divide by the number of all steps. How many of them count?"""
    loss, gradients = loss_and_gradients(model, tokens, labels, mask)
    share = float(np.mean(mask))
    return loss * share, {name: share * gradient for name, gradient in gradients.items()}


@misconception("loss_and_gradients")
def summed_over_the_steps(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    """Twice as many sentences should not make the loss twice as large."""
    loss, gradients = loss_and_gradients(model, tokens, labels, mask)
    count = int(np.sum(mask))
    return loss * count, {name: count * gradient for name, gradient in gradients.items()}


@misconception("loss_and_gradients")
def summed_over_time(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    """In `cells` the loss was summed over time. And here?"""
    loss, gradients = loss_and_gradients(model, tokens, labels, mask)
    steps = float(np.sum(mask)) / len(mask)
    return loss * steps, {name: steps * gradient for name, gradient in gradients.items()}


@misconception("loss_and_gradients")
def mask_ignored(model: Model, tokens: Array, labels: Array, mask: Array) -> tuple[float, Arrays]:
    """Not every step has an answer that can be known. What says which?"""
    return loss_and_gradients(model, tokens, labels, np.ones_like(mask))


@misconception("loss_and_gradients")
def mask_in_the_loss_only(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    """What is the gradient of the loss at a step that does not count in it?"""
    loss, _ = loss_and_gradients(model, tokens, labels, mask)
    _, gradients = loss_and_gradients(model, tokens, labels, np.ones_like(mask))
    share = mask.size / mask.sum()
    return loss, {name: share * gradient for name, gradient in gradients.items()}


@misconception("loss_and_gradients")
def mask_inverted(model: Model, tokens: Array, labels: Array, mask: Array) -> tuple[float, Arrays]:
    """Does True in the mask mean that a step counts, or that it is left out?"""
    rest = ~np.asarray(mask, dtype=bool)
    if not rest.any():
        gradients = loss_and_gradients(model, tokens, labels, mask)[1]
        return 0.0, {name: 0 * gradient for name, gradient in gradients.items()}
    return loss_and_gradients(model, tokens, labels, rest)


@misconception("loss_and_gradients")
def gradients_not_divided(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    """The loss is a mean. Is your gradient that of the mean, or of the sum?"""
    loss, gradients = loss_and_gradients(model, tokens, labels, mask)
    return loss, {name: mask.sum() * gradient for name, gradient in gradients.items()}


@misconception("loss_and_gradients")
def opposite_sign(model: Model, tokens: Array, labels: Array, mask: Array) -> tuple[float, Arrays]:
    """Is it the prediction minus the truth, or the truth minus the prediction?"""
    loss, gradients = loss_and_gradients(model, tokens, labels, mask)
    return loss, {name: -gradient for name, gradient in gradients.items()}


@misconception("loss_and_gradients")
def token_read_taken_for_the_label(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    """With what should the prediction be compared: what is read, or what is right?"""
    return loss_and_gradients(model, tokens, tokens, mask)


@misconception("loss_and_gradients")
def logarithm_of_zero(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    """A probability can be rounded to zero. Which form of its logarithm stays finite?"""
    logits, cache = model_forward(model, one_hot(tokens, len(model["parameters"]["V"])))
    weights = np.exp(logits - logits.max(axis=0))
    probabilities = weights / weights.sum(axis=0)
    right = one_hot(labels, len(logits))
    loss = -np.log((probabilities * right).sum(axis=0))[mask].mean()
    dlogits = (probabilities - right) * mask / mask.sum()
    return float(loss), model_backward(model, dlogits, cache)


@misconception("loss_and_gradients")
def softmax_without_shift(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    """exp overflows for large logits. What can you subtract without changing the result?"""
    logits, cache = model_forward(model, one_hot(tokens, len(model["parameters"]["V"])))
    weights = np.exp(logits)
    log_probabilities = logits - np.log(weights.sum(axis=0))
    right = one_hot(labels, len(logits))
    loss = -(log_probabilities * right).sum(axis=0)[mask].mean()
    dlogits = (weights / weights.sum(axis=0) - right) * mask / mask.sum()
    return float(loss), model_backward(model, dlogits, cache)


@misconception("loss_and_gradients")
def softmax_over_the_batch(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    """The probabilities of one step sum to 1 over the tokens. Over what do yours?"""
    logits, cache = model_forward(model, one_hot(tokens, len(model["parameters"]["V"])))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    right = one_hot(labels, len(logits))
    loss = -(log_probabilities * right).sum(axis=0)[mask].mean()
    dlogits = (np.exp(log_probabilities) - right) * mask / mask.sum()
    return float(loss), model_backward(model, dlogits, cache)
