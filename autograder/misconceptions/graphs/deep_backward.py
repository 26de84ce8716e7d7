"""Known mistakes in `deep_backward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, Arrays, deep_backward, linear_backward, softmax_cross_entropy


@misconception("deep_backward")
def decay_not_doubled(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """The loss contains squares of the weights. What is the derivative of a square?"""
    loss, gradients = deep_backward(cache, labels, weight_decay)
    for layer, W in enumerate(cache[2], 1):
        gradients[f"dW{layer}"] = gradients[f"dW{layer}"] - weight_decay * W
    return loss, gradients


@misconception("deep_backward")
def decay_of_the_loss_forgotten(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """Your gradients know of the weight decay. Does your loss?"""
    loss, _ = deep_backward(cache, labels, 0)
    return loss, deep_backward(cache, labels, weight_decay)[1]


@misconception("deep_backward")
def decay_of_the_gradient_forgotten(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """Every weight matrix has two paths to the loss. Which of them is in your gradients?"""
    loss, _ = deep_backward(cache, labels, weight_decay)
    return loss, deep_backward(cache, labels, 0)[1]


@misconception("deep_backward")
def decay_halved(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """Many books halve the decay term. Look at the formula of this loss once more."""
    return deep_backward(cache, labels, weight_decay / 2)


@misconception("deep_backward")
def decay_divided_by_the_batch(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """The mean over the batch belongs to the cross-entropy. Does it reach the decay term?"""
    return deep_backward(cache, labels, weight_decay / labels.shape[0])


@misconception("deep_backward")
def decay_of_the_norm_not_squared(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """The decay term has the norms squared: a sum of squares, without a root."""
    loss, gradients = deep_backward(cache, labels, 0)
    for layer, W in enumerate(cache[2], 1):
        norm = np.linalg.norm(W)
        loss += weight_decay * float(norm)
        if norm:
            gradients[f"dW{layer}"] = gradients[f"dW{layer}"] + weight_decay * W / norm
    return loss, gradients


@misconception("deep_backward")
def biases_decayed(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """The decay term is about weights. Are biases in it?"""
    loss, gradients = deep_backward(cache, labels, weight_decay)
    for layer, b in enumerate(cache[3] or [], 1):
        loss += weight_decay * float(np.sum(b**2))
        gradients[f"db{layer}"] = gradients[f"db{layer}"] + 2 * weight_decay * b
    return loss, gradients


@misconception("deep_backward")
def last_layer_decayed_only(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """The decay term sums over all layers."""
    loss, gradients = deep_backward(cache, labels, 0)
    last = len(cache[2])
    gradients[f"dW{last}"] = gradients[f"dW{last}"] + 2 * weight_decay * cache[2][-1]
    return loss + weight_decay * float(np.sum(cache[2][-1] ** 2)), gradients


@misconception("deep_backward")
def not_divided_by_the_batch(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """The cross-entropy is a mean over the batch. What does that do to its gradients?"""
    _, gradients = deep_backward(cache, labels, 0)
    decayed_loss, decayed = deep_backward(cache, labels, weight_decay)
    more = labels.shape[0] - 1
    return decayed_loss, {name: decayed[name] + more * gradients[name] for name in gradients}


@misconception("deep_backward")
def activation_skipped(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """On its way down, the gradient passes every activation. Where does yours?"""
    layer_inputs, pre_activations, weights, biases, _ = cache
    loss, gradients = deep_backward(cache, labels, weight_decay)
    dz = softmax_cross_entropy(pre_activations[-1], labels)[1]
    for layer in reversed(range(len(weights))):
        linear = linear_backward(layer_inputs[layer], weights[layer], dz)
        gradients[f"dW{layer + 1}"] = linear["dW"] + 2 * weight_decay * weights[layer]
        if biases is not None:
            gradients[f"db{layer + 1}"] = dz.sum(axis=1, keepdims=True)
        dz = linear["dx"]
    return loss, gradients


@misconception("deep_backward")
def slope_at_activated_values(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """You take the slope at the activated values. What does `elementwise_backward` ask for?"""
    layer_inputs, pre_activations, weights, biases, activations = cache
    activated = [*layer_inputs[1:], pre_activations[-1]]
    wrong = (layer_inputs, activated, weights, biases, activations)
    return deep_backward(wrong, labels, weight_decay)


@misconception("deep_backward")
def bias_not_summed_over_the_batch(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """One bias serves every example of the batch. How do their gradients come together?"""
    loss, gradients = deep_backward(cache, labels, weight_decay)
    return loss, {
        name: np.repeat(gradient, labels.shape[0], axis=1) / labels.shape[0]
        if name.startswith("db")
        else gradient
        for name, gradient in gradients.items()
    }


@misconception("deep_backward")
def bias_without_its_axis(cache: Any, labels: Array, weight_decay: float) -> tuple[float, Arrays]:
    """The bias is a column, and so is its gradient. Which axis got lost in the sum?"""
    loss, gradients = deep_backward(cache, labels, weight_decay)
    return loss, {
        name: gradient.ravel() if name.startswith("db") else gradient
        for name, gradient in gradients.items()
    }


@misconception("deep_backward")
def weights_of_the_layer_above_kept(
    cache: Any, labels: Array, weight_decay: float
) -> tuple[float, Arrays]:
    """The gradient that reaches a lower layer has gone through every layer above, one by one. Do
    you start each layer anew from the logits?
    """
    loss, gradients = deep_backward(cache, labels, weight_decay)
    for layer in range(1, len(cache[2])):
        gradients[f"dW{layer}"] = 2 * weight_decay * cache[2][layer - 1]
        if cache[3] is not None:
            gradients[f"db{layer}"] = np.zeros_like(cache[3][layer - 1])
    return loss, gradients
