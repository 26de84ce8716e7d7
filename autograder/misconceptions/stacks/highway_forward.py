"""Known mistakes in `highway_forward`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stacks import Array, Arrays, highway_forward


@misconception("highway_forward")
def gate_turned_round(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """An open gate lets something new in. Which of the two is multiplied by g?"""
    turned = [{**p, "Wg": -p["Wg"], "bg": -p["bg"]} for p in layers]
    return highway_forward(x, turned)


@misconception("highway_forward")
def shortcut_missing(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Where the gate is closed, something must come through all the same. What?"""
    cache = highway_forward(x, layers)[1]
    for p in layers:
        gate = (1 + np.tanh((p["Wg"] @ x + p["bg"]) / 2)) / 2
        x = gate * np.tanh(p["W"] @ x + p["b"])
    return x, cache


@misconception("highway_forward")
def input_added_in_full(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """What the new takes, the old has to give. How much of the input is left?"""
    cache = highway_forward(x, layers)[1]
    for p in layers:
        gate = (1 + np.tanh((p["Wg"] @ x + p["bg"]) / 2)) / 2
        x = gate * np.tanh(p["W"] @ x + p["b"]) + x
    return x, cache


@misconception("highway_forward")
def gate_between_minus_one_and_one(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """A gate is a share, between 0 and 1. Which activation has that range?"""
    cache = highway_forward(x, layers)[1]
    for p in layers:
        gate = np.tanh(p["Wg"] @ x + p["bg"])
        x = gate * np.tanh(p["W"] @ x + p["b"]) + (1 - gate) * x
    return x, cache


@misconception("highway_forward")
def gate_not_activated(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """A gate is a share, between 0 and 1. Is yours?"""
    cache = highway_forward(x, layers)[1]
    for p in layers:
        gate = p["Wg"] @ x + p["bg"]
        x = gate * np.tanh(p["W"] @ x + p["b"]) + (1 - gate) * x
    return x, cache


@misconception("highway_forward")
def gate_overflows(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The exponential of 1000 is too large for a computer's numbers. Can the sigmoid be written so
    that it never computes one?
    """
    cache = highway_forward(x, layers)[1]
    for p in layers:
        gate = 1 / (1 + np.exp(-(p["Wg"] @ x + p["bg"])))
        x = gate * np.tanh(p["W"] @ x + p["b"]) + (1 - gate) * x
    return x, cache


@misconception("highway_forward")
def gate_becomes_nan(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """Infinity divided by infinity is no number. Which exponential in your sigmoid can become
    infinite?
    """
    cache = highway_forward(x, layers)[1]
    for p in layers:
        a = p["Wg"] @ x + p["bg"]
        gate = np.exp(a) / (1 + np.exp(a))
        x = gate * np.tanh(p["W"] @ x + p["b"]) + (1 - gate) * x
    return x, cache


@misconception("highway_forward")
def gate_reads_what_is_new(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The gate reads the input of the layer. What does yours read?"""
    cache = highway_forward(x, layers)[1]
    for p in layers:
        new = np.tanh(p["W"] @ x + p["b"])
        gate = (1 + np.tanh((p["Wg"] @ new + p["bg"]) / 2)) / 2
        x = gate * new + (1 - gate) * x
    return x, cache


@misconception("highway_forward")
def gate_reads_the_input_of_the_stack(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The gate reads the input of its own layer. What do yours read?"""
    cache, y = highway_forward(x, layers)[1], x
    for p in layers:
        gate = (1 + np.tanh((p["Wg"] @ x + p["bg"]) / 2)) / 2
        y = gate * np.tanh(p["W"] @ y + p["b"]) + (1 - gate) * y
    return y, cache


@misconception("highway_forward")
def gate_without_bias(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The gate has a bias of its own. Where is it?"""
    return highway_forward(x, [{**p, "bg": 0 * p["bg"]} for p in layers])


@misconception("highway_forward")
def gate_with_the_weights_of_the_layer(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """The gate has parameters of its own. Which does yours use?"""
    return highway_forward(x, [{**p, "Wg": p["W"], "bg": p["b"]} for p in layers])


@misconception("highway_forward")
def tanh_missing(x: Array, layers: list[Arrays]) -> tuple[Array, Any]:
    """What is new has been through an activation. Which?"""
    cache = highway_forward(x, layers)[1]
    for p in layers:
        gate = (1 + np.tanh((p["Wg"] @ x + p["bg"]) / 2)) / 2
        x = gate * (p["W"] @ x + p["b"]) + (1 - gate) * x
    return x, cache
