"""Known mistakes in `deep_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, deep_forward


@misconception("deep_forward")
def last_layer_without_softmax(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """These are logits. What turns them into probabilities?"""
    _, cache = deep_forward(x, weights, biases, activations)
    return cache[1][-1], cache


@misconception("deep_forward")
def biases_left_out(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """Each layer has a bias of its own, if the network has any."""
    return deep_forward(x, weights, None, activations)


@misconception("deep_forward")
def hidden_layers_not_activated(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """Without activations the layers are one linear map. Where do the given names belong?"""
    h = x
    for layer, W in enumerate(weights):
        h = W @ h if biases is None else W @ h + biases[layer]
    exponentials = np.exp(h - h.max(axis=0, keepdims=True))
    cache = deep_forward(x, weights, biases, activations)[1]
    return exponentials / exponentials.sum(axis=0, keepdims=True), cache


@misconception("deep_forward")
def first_activation_for_all(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """Each hidden layer names its own activation. Which one does your second layer use?"""
    return deep_forward(x, weights, biases, activations[:1] * len(activations))


@misconception("deep_forward")
def softmax_over_the_batch(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """Each column is one example. Along which axis must its probabilities sum to 1?"""
    _, cache = deep_forward(x, weights, biases, activations)
    z = cache[1][-1]
    exponentials = np.exp(z - z.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True), cache


@misconception("deep_forward")
def last_layer_activated_too(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """There is one activation fewer than layers. What does the last layer apply instead?"""
    _, cache = deep_forward(x, weights, biases, activations)
    z = np.tanh(cache[1][-1])
    exponentials = np.exp(z - z.max(axis=0, keepdims=True))
    return exponentials / exponentials.sum(axis=0, keepdims=True), cache


@misconception("deep_forward")
def unknown_activation_is_linear(
    x: Array, weights: list[Array], biases: list[Array] | None, activations: list[str]
) -> tuple[Array, Any]:
    """An activation that you do not know cannot be applied. What should the caller hear?"""
    layer_inputs, pre_activations = [], []
    h = x
    for layer, W in enumerate(weights):
        z = W @ h if biases is None else W @ h + biases[layer]
        layer_inputs.append(h)
        pre_activations.append(z)
        h = z
        if layer < len(weights) - 1 and activations[layer] == "relu":
            h = np.maximum(z, 0)
        elif layer < len(weights) - 1 and activations[layer] == "tanh":
            h = np.tanh(z)
        elif layer < len(weights) - 1 and activations[layer] == "sigmoid":
            h = (1 + np.tanh(z / 2)) / 2
    exponentials = np.exp(z - z.max(axis=0, keepdims=True))
    predictions = exponentials / exponentials.sum(axis=0, keepdims=True)
    return predictions, (layer_inputs, pre_activations, weights, biases, activations)
