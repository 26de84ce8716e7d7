"""Known mistakes in `elementwise_backward`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, elementwise_backward


@misconception("elementwise_backward")
def slope_at_the_activated_value(name: str, x: Array, dz: Array) -> Array:
    """`x` is what goes into the function, not its result. What must be computed first?"""
    slopes = {"tanh": 1 - x**2, "sigmoid": x * (1 - x)}
    return dz * slopes[name] if name in slopes else elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def activated_twice(name: str, x: Array, dz: Array) -> Array:
    """Your slope is taken at a value that has been squashed already, and squashes it once more."""
    if name == "tanh":
        return elementwise_backward(name, np.tanh(x), dz)
    if name == "sigmoid":
        return elementwise_backward(name, (1 + np.tanh(x / 2)) / 2, dz)
    return elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def relu_masks_on_the_upstream(name: str, x: Array, dz: Array) -> Array:
    """Whether relu lets a gradient pass is decided by what went into it, not by what comes back."""
    return dz * (dz > 0) if name == "relu" else elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def relu_passes_everything(name: str, x: Array, dz: Array) -> Array:
    """Where relu is flat, a small change of x changes nothing. What comes back from there?"""
    return dz * np.ones_like(x) if name == "relu" else elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def sigmoid_overflows(name: str, x: Array, dz: Array) -> Array:
    """exp overflows for large arguments, with a warning. Can the sigmoid be written without?"""
    if name == "sigmoid":
        sigmoid = 1 / (1 + np.exp(-x))
        return dz * sigmoid * (1 - sigmoid)
    return elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def tanh_from_exponentials(name: str, x: Array, dz: Array) -> Array:
    """For large arguments this divides infinity by infinity. Who computes tanh more safely?"""
    if name == "tanh":
        tanh = (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))
        return dz * (1 - tanh**2)
    return elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def sigmoid_not_times_the_rest(name: str, x: Array, dz: Array) -> Array:
    """The slope of the sigmoid goes to zero on both sides. Does yours?"""
    if name == "sigmoid":
        return dz * (1 + np.tanh(x / 2)) / 2
    return elementwise_backward(name, x, dz)


@misconception("elementwise_backward")
def slope_without_the_upstream(name: str, x: Array, dz: Array) -> Array:
    """That is the slope alone. What does the chain rule multiply it by?"""
    return elementwise_backward(name, x, np.ones_like(dz))


@misconception("elementwise_backward")
def unknown_function_passes(name: str, x: Array, dz: Array) -> Array:
    """A function that you do not know has no slope you could use. What should the caller hear?"""
    return elementwise_backward(name, x, dz) if name in ("relu", "tanh", "sigmoid") else dz
