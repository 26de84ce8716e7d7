"""Known mistakes in `shortcut_gradient_norms`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stacks import (
    Array,
    highway_backward,
    highway_forward,
    residual_backward,
    residual_forward,
    shortcut_gradient_norms,
)


@misconception("shortcut_gradient_norms")
def top_layer_first(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """You visit the layers from the top. Which element of the result belongs to the input?"""
    return shortcut_gradient_norms(depth, kind, rng)[::-1]


@misconception("shortcut_gradient_norms")
def relative_to_the_input(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """The gradient enters at the top. Relative to which norm are the others wanted?"""
    norms = shortcut_gradient_norms(depth, kind, rng)
    return norms / norms[0]


@misconception("shortcut_gradient_norms")
def relative_to_the_layer_above(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """Each norm is wanted relative to the one at the top. Relative to what are yours?"""
    norms = shortcut_gradient_norms(depth, kind, rng)
    return np.append(norms[:-1] / norms[1:], 1.0)


@misconception("shortcut_gradient_norms")
def not_relative(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """The gradient at the top is random, and so is its length. What must the last element be?"""
    return shortcut_gradient_norms(depth, kind, rng) * np.linalg.norm(rng.standard_normal(64))


@misconception("shortcut_gradient_norms")
def squared_norms(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """The sum of the squares is not yet the norm. What is missing?"""
    return shortcut_gradient_norms(depth, kind, rng) ** 2


@misconception("shortcut_gradient_norms")
def input_left_out(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """`depth` layers have one more value between and around them. Count them once more."""
    return shortcut_gradient_norms(depth, kind, rng)[1:]


@misconception("shortcut_gradient_norms")
def top_left_out(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """`depth` layers have one more value between and around them. Which one is missing?"""
    return shortcut_gradient_norms(depth, kind, rng)[:-1]


@misconception("shortcut_gradient_norms")
def chance_of_its_own(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """Where does the chance come from: from the generator you are given, or from your own?"""
    return shortcut_gradient_norms(depth, kind, np.random.default_rng(0))


@misconception("shortcut_gradient_norms")
def unknown_kinds_are_plain(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """What happens if somebody misspells the kind?"""
    known = kind in ("residual", "highway")
    return shortcut_gradient_norms(depth, kind if known else "plain", rng)


@misconception("shortcut_gradient_norms")
def kind_not_named(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """Somebody reads the message of your exception. Does it tell them what was wrong?"""
    if kind not in ("plain", "residual", "highway"):
        raise ValueError("no such kind of shortcut")
    return shortcut_gradient_norms(depth, kind, rng)


@misconception("shortcut_gradient_norms")
def weights_not_scaled(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """Which standard deviation should the weights have, and which have yours?"""
    if kind not in ("plain", "residual", "highway"):
        raise ValueError(f"no such kind of shortcut: {kind!r}")
    bias, x, caches = np.zeros((64, 1)), rng.standard_normal((64, 1)), []
    for _ in range(depth):
        W, Wg = rng.standard_normal((2, 64, 64))
        p = {"W": W, "b": bias, "Wg": Wg, "bg": bias - 3}
        cache: Any = (W, np.tanh(W @ x))
        if kind == "residual":
            x, cache = residual_forward(x, [p])
        elif kind == "highway":
            x, cache = highway_forward(x, [p])
        else:
            x = cache[1]
        caches.append(cache)
    norms, dx = [1.0], rng.standard_normal((64, 1))
    top = np.linalg.norm(dx)
    for cache in caches[::-1]:
        if kind == "residual":
            dx = residual_backward(dx, cache)["dx"]
        elif kind == "highway":
            dx = highway_backward(dx, cache)["dx"]
        else:
            dx = cache[0].T @ (dx * (1 - cache[1] ** 2))
        norms.append(float(np.linalg.norm(dx) / top))
    return np.array(norms[::-1])


@misconception("shortcut_gradient_norms")
def variance_taken_for_the_deviation(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """A standard deviation is the root of a variance. Which of the two does your generator
    expect?
    """
    if kind not in ("plain", "residual", "highway"):
        raise ValueError(f"no such kind of shortcut: {kind!r}")
    bias, x, caches = np.zeros((64, 1)), rng.standard_normal((64, 1)), []
    for _ in range(depth):
        W, Wg = rng.normal(0, 1 / 256, (2, 64, 64))
        p = {"W": W, "b": bias, "Wg": Wg, "bg": bias - 3}
        cache: Any = (W, np.tanh(W @ x))
        if kind == "residual":
            x, cache = residual_forward(x, [p])
        elif kind == "highway":
            x, cache = highway_forward(x, [p])
        else:
            x = cache[1]
        caches.append(cache)
    norms, dx = [1.0], rng.standard_normal((64, 1))
    top = np.linalg.norm(dx)
    for cache in caches[::-1]:
        if kind == "residual":
            dx = residual_backward(dx, cache)["dx"]
        elif kind == "highway":
            dx = highway_backward(dx, cache)["dx"]
        else:
            dx = cache[0].T @ (dx * (1 - cache[1] ** 2))
        norms.append(float(np.linalg.norm(dx) / top))
    return np.array(norms[::-1])


@misconception("shortcut_gradient_norms")
def gates_half_open(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """At which share does a gate stand whose bias is zero? Which bias is asked for?"""
    if kind != "highway":
        return shortcut_gradient_norms(depth, kind, rng)
    bias, x, caches = np.zeros((64, 1)), rng.standard_normal((64, 1)), []
    for _ in range(depth):
        W, Wg = rng.standard_normal((2, 64, 64)) / 16
        x, cache = highway_forward(x, [{"W": W, "b": bias, "Wg": Wg, "bg": bias}])
        caches.append(cache)
    dx = rng.standard_normal((64, 1))
    norms = [np.linalg.norm(dx)]
    for cache in caches[::-1]:
        dx = highway_backward(dx, cache)["dx"]
        norms.append(np.linalg.norm(dx))
    return np.array(norms[::-1]) / norms[0]


@misconception("shortcut_gradient_norms")
def gates_open(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """Is a gate with your bias nearly closed, or nearly open? Look at the sign."""
    if kind != "highway":
        return shortcut_gradient_norms(depth, kind, rng)
    bias, x, caches = np.zeros((64, 1)), rng.standard_normal((64, 1)), []
    for _ in range(depth):
        W, Wg = rng.standard_normal((2, 64, 64)) / 16
        x, cache = highway_forward(x, [{"W": W, "b": bias, "Wg": Wg, "bg": bias + 3}])
        caches.append(cache)
    dx = rng.standard_normal((64, 1))
    norms = [np.linalg.norm(dx)]
    for cache in caches[::-1]:
        dx = highway_backward(dx, cache)["dx"]
        norms.append(np.linalg.norm(dx))
    return np.array(norms[::-1]) / norms[0]


@misconception("shortcut_gradient_norms")
def slopes_left_out_of_the_plain_layers(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """In a plain layer, too, the gradient goes through the tanh. What does it meet there?"""
    if kind != "plain":
        return shortcut_gradient_norms(depth, kind, rng)
    weights = rng.standard_normal((depth, 64, 64)) / 16
    dx = rng.standard_normal(64)
    norms = [np.linalg.norm(dx)]
    for W in weights[::-1]:
        dx = W.T @ dx
        norms.append(np.linalg.norm(dx))
    return np.array(norms[::-1]) / norms[0]


@misconception("shortcut_gradient_norms")
def norms_of_the_values(depth: int, kind: str, rng: np.random.Generator) -> Array:
    """Is it the size of the layers' outputs that is asked for, or that of the gradients there?"""
    if kind not in ("plain", "residual", "highway"):
        raise ValueError(f"no such kind of shortcut: {kind!r}")
    bias, x = np.zeros((64, 1)), rng.standard_normal((64, 1))
    norms = [np.linalg.norm(x)]
    for _ in range(depth):
        W, Wg = rng.standard_normal((2, 64, 64)) / 16
        p = {"W": W, "b": bias, "Wg": Wg, "bg": bias - 3}
        if kind == "residual":
            x = residual_forward(x, [p])[0]
        elif kind == "highway":
            x = highway_forward(x, [p])[0]
        else:
            x = np.tanh(W @ x)
        norms.append(np.linalg.norm(x))
    return np.array(norms) / norms[-1]
