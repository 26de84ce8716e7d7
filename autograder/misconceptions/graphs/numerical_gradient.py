"""Known mistakes in `numerical_gradient`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, numerical_gradient


@misconception("numerical_gradient")
def one_sided_difference(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Looking in one direction only, the error shrinks like h. What if you look both ways?"""
    gradient = np.zeros(np.shape(x))
    for index in np.ndindex(np.shape(x)):
        up = np.array(x, dtype=float)
        up[index] += h
        gradient[index] = (f(up) - f(x)) / h
    return gradient


@misconception("numerical_gradient")
def divided_by_one_step(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """How far apart are the two points at which you evaluate f?"""
    return 2 * numerical_gradient(f, x, h)


@misconception("numerical_gradient")
def all_elements_shifted_at_once(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Each element has a slope of its own: the others must stand still while it moves."""
    slope = (f(x + h) - f(x - h)) / (2 * h)
    return np.full(np.shape(x), slope)


@misconception("numerical_gradient")
def earlier_elements_stay_shifted(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """When you go on to the next element, has the one before come back to where it was?"""
    gradient = np.zeros(np.shape(x))
    up, down = np.array(x, dtype=float), np.array(x, dtype=float)
    for index in np.ndindex(np.shape(x)):
        up[index] += h
        down[index] -= h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient


@misconception("numerical_gradient")
def x_left_shifted(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """The caller's array must come back exactly as it was. What happens to it in your loop?"""
    gradient = np.zeros(np.shape(x))
    for index in np.ndindex(np.shape(x)):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        gradient[index] = (up - f(x)) / (2 * h)
    return gradient


@misconception("numerical_gradient")
def x_restored_up_to_rounding(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Adding a number and taking it away again does not always give the same float."""
    gradient = np.zeros(np.shape(x))
    for index in np.ndindex(np.shape(x)):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        gradient[index] = (up - f(x)) / (2 * h)
        x[index] += h
    return gradient


@misconception("numerical_gradient")
def only_the_first_axis(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """Your loop runs along the first axis. Does it move one element at a time, for any shape?"""
    gradient = np.zeros(np.shape(x))
    for i in range(np.shape(x)[0] if np.ndim(x) else 0):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up[i] += h
        down[i] -= h
        gradient[i] = (f(up) - f(down)) / (2 * h)
    return gradient


@misconception("numerical_gradient")
def step_fixed(f: Callable[[Array], float], x: Array, h: float = 1e-5) -> Array:
    """The caller chooses the step. Does your code use it?"""
    return numerical_gradient(f, x)
