"""Known mistakes in `dense_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stacks import Array, Arrays, dense_forward


@misconception("dense_forward")
def new_features_on_top(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Old and new features are there. Where do the new ones belong, above or below?"""
    cache, z = dense_forward(x, layers)[1], x
    for p in layers:
        z = np.concatenate([np.tanh(p["W"] @ z + p["b"]), z])
    return z, cache


@misconception("dense_forward")
def newest_right_below_the_input(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """A layer's features go below all that were there before. Where do yours go?"""
    cache, z, n = dense_forward(x, layers)[1], x, len(x)
    for p in layers:
        z = np.concatenate([x, np.tanh(p["W"] @ z + p["b"]), z[n:]])
    return z, cache


@misconception("dense_forward")
def input_left_out(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """All features are wanted in the end. Which are missing?"""
    z, cache = dense_forward(x, layers)
    return z[len(x) :], cache


@misconception("dense_forward")
def newest_features_only(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """All features are wanted in the end. Which do you return?"""
    z, cache = dense_forward(x, layers)
    return z[-len(layers[-1]["b"]) :], cache


@misconception("dense_forward")
def everything_squashed(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Old features are copied as they are. What happens to them in your layers?"""
    cache, z = dense_forward(x, layers)[1], x
    for p in layers:
        z = np.tanh(np.concatenate([z, p["W"] @ z + p["b"]]))
    return z, cache


@misconception("dense_forward")
def every_layer_reads_the_input_only(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """A layer reads all the features so far. What do yours read?"""
    cache, z, n = dense_forward(x, layers)[1], x, len(x)
    for p in layers:
        z = np.concatenate([z, np.tanh(p["W"][:, :n] @ x + p["b"])])
    return z, cache


@misconception("dense_forward")
def tanh_missing(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """New features have been through an activation. Which?"""
    cache, z = dense_forward(x, layers)[1], x
    for p in layers:
        z = np.concatenate([z, p["W"] @ z + p["b"]])
    return z, cache


@misconception("dense_forward")
def bias_forgotten(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Each layer has two parameters. Which of them is missing?"""
    return dense_forward(x, [{**p, "b": 0 * p["b"]} for p in layers])


@misconception("dense_forward")
def appended_to_the_batch(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """New features are new rows. Along which axis do you put them together?"""
    cache, z = dense_forward(x, layers)[1], x
    for p in layers:
        z = np.concatenate([z, np.tanh(p["W"] @ z + p["b"])], axis=1)
    return z, cache
