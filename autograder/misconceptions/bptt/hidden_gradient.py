"""Known mistakes in `hidden_gradient`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import Array, Arrays, hidden_gradient


@misconception("hidden_gradient")
def power_without_the_transpose(t: int, do: Array, parameters: Arrays) -> Array:
    """Every step back multiplies by the transpose. Is the power taken of the right matrix?"""
    return hidden_gradient(t, do, {**parameters, "W_hh": parameters["W_hh"].T})


@misconception("hidden_gradient")
def powers_the_other_way_round(t: int, do: Array, parameters: Arrays) -> Array:
    """Which output is the farthest from the state, and which power belongs to that distance?"""
    if not 1 <= t <= do.shape[2]:
        raise ValueError("no such step")
    reverse = do.copy()
    reverse[:, :, t - 1 :] = do[:, :, t - 1 :][:, :, ::-1]
    return hidden_gradient(t, reverse, parameters)


@misconception("hidden_gradient")
def one_power_too_many(t: int, do: Array, parameters: Arrays) -> Array:
    """How many steps lie between h_t and its own output? Count the exponent from there."""
    return parameters["W_hh"].T @ hidden_gradient(t, do, parameters)


@misconception("hidden_gradient")
def own_output_left_out(t: int, do: Array, parameters: Arrays) -> Array:
    """The state reaches its own step's output as well. Which term of the sum is that?"""
    return hidden_gradient(t, do, parameters) - parameters["W_qh"].T @ do[:, :, t - 1]


@misconception("hidden_gradient")
def last_output_left_out(t: int, do: Array, parameters: Arrays) -> Array:
    """Does your sum reach as far as the last step? Mind what `range` leaves out."""
    before_the_last = do.copy()
    before_the_last[:, :, -1] = 0
    return hidden_gradient(t, before_the_last, parameters)


@misconception("hidden_gradient")
def step_counted_from_zero(t: int, do: Array, parameters: Arrays) -> Array:
    """`t` counts from 1, as formulas do; arrays count from 0. Where do you translate?"""
    if not 1 <= t <= do.shape[2]:
        raise ValueError("no such step")
    if t == do.shape[2]:
        return np.zeros_like(parameters["W_qh"].T @ do[:, :, 0])
    return hidden_gradient(t + 1, do, parameters)


@misconception("hidden_gradient")
def elementwise_power(t: int, do: Array, parameters: Arrays) -> Array:
    """What does `**` do to a NumPy matrix: what a repeated `@` would do?"""
    if not 1 <= t <= do.shape[2]:
        raise ValueError("no such step")
    W_hh, W_qh = parameters["W_hh"], parameters["W_qh"]
    terms = [(W_hh.T ** (i - t)) @ W_qh.T @ do[:, :, i - 1] for i in range(t, do.shape[2] + 1)]
    return np.sum(terms, axis=0)


@misconception("hidden_gradient")
def divided_once_more(t: int, do: Array, parameters: Arrays) -> Array:
    """Is what the loss divides by in `do` already? Read what the argument holds."""
    return hidden_gradient(t, do, parameters) / (do.shape[1] * do.shape[2])


@misconception("hidden_gradient")
def any_step_accepted(t: int, do: Array, parameters: Arrays) -> Array:
    """There is no step 0 and none after the last, though an array may well have such an index."""
    W_hh, W_qh = parameters["W_hh"], parameters["W_qh"]
    total = np.zeros_like(W_qh.T @ do[:, :, 0])
    for i in range(t, do.shape[2] + 1):
        total += np.linalg.matrix_power(W_hh.T, i - t) @ W_qh.T @ do[:, :, i - 1]
    return total
