"""Known mistakes in `residual_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stacks import Array, Arrays, residual_forward


@misconception("residual_forward")
def shortcut_missing(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """This is a plain stack. What becomes of a layer's input?"""
    cache = residual_forward(x, layers)[1]
    for p in layers:
        x = np.tanh(p["W"] @ x + p["b"])
    return x, cache


@misconception("residual_forward")
def sum_squashed(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The shortcut goes around the tanh. Does yours go through it?"""
    cache = residual_forward(x, layers)[1]
    for p in layers:
        x = np.tanh(x + p["W"] @ x + p["b"])
    return x, cache


@misconception("residual_forward")
def input_of_the_stack_added(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Each layer adds to its own input. To what does yours add?"""
    cache, y = residual_forward(x, layers)[1], x
    for p in layers:
        y = x + np.tanh(p["W"] @ y + p["b"])
    return y, cache


@misconception("residual_forward")
def one_shortcut_around_everything(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """One shortcut leads around the whole stack. How many should there be?"""
    cache, y = residual_forward(x, layers)[1], x
    for p in layers:
        y = np.tanh(p["W"] @ y + p["b"])
    return x + y, cache


@misconception("residual_forward")
def all_layers_read_the_input(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """A layer reads what the layer below has made. What do yours read?"""
    cache = residual_forward(x, layers)[1]
    return x + sum(np.tanh(p["W"] @ x + p["b"]) for p in layers), cache


@misconception("residual_forward")
def tanh_missing(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """What a layer adds has been through an activation. Which?"""
    cache = residual_forward(x, layers)[1]
    for p in layers:
        x = x + p["W"] @ x + p["b"]
    return x, cache


@misconception("residual_forward")
def bias_outside(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The bias belongs to the pre-activation. Where do you add it?"""
    cache = residual_forward(x, layers)[1]
    for p in layers:
        x = x + np.tanh(p["W"] @ x) + p["b"]
    return x, cache


@misconception("residual_forward")
def bias_forgotten(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Each layer has two parameters. Which of them is missing?"""
    return residual_forward(x, [{**p, "b": 0 * p["b"]} for p in layers])


@misconception("residual_forward")
def weights_transposed(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """On the way forward the weights stand as they are. Where does a transpose belong?"""
    return residual_forward(x, [{**p, "W": p["W"].T} for p in layers])


@misconception("residual_forward")
def highest_layer_first(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The list begins with the lowest layer. With which do you begin?"""
    return residual_forward(x, layers[::-1])
