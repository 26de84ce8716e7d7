"""Known mistakes in `jacobian_product`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Array, jacobian_product


@misconception("jacobian_product")
def factors_in_the_wrong_order(W: Array, states: Array) -> Array:
    """Which step acts first on a change of the old state, and on which side does it stand?"""
    product = np.eye(W.shape[0])
    for j in range(states.shape[1]):
        product = product @ ((1 - states[:, j : j + 1] ** 2) * W)
    return product


@misconception("jacobian_product")
def slopes_on_the_columns(W: Array, states: Array) -> Array:
    """A slope belongs to a unit of the new state. Is that a row of W, or a column?"""
    product = np.eye(W.shape[0])
    for j in range(states.shape[1]):
        product = (W * (1 - states[:, j] ** 2)) @ product
    return product


@misconception("jacobian_product")
def slope_not_squared(W: Array, states: Array) -> Array:
    """Look again at the derivative of tanh, written in terms of its value."""
    product = np.eye(W.shape[0])
    for j in range(states.shape[1]):
        product = ((1 - states[:, j : j + 1]) * W) @ product
    return product


@misconception("jacobian_product")
def slopes_missing(W: Array, states: Array) -> Array:
    """Between the two states lies a tanh at every step. What does it do to the derivative?"""
    return jacobian_product(W, np.zeros_like(states))


@misconception("jacobian_product")
def slopes_of_the_state_before(W: Array, states: Array) -> Array:
    """At which state is the slope of a step taken, the one it starts from or the one it makes?"""
    return jacobian_product(W, states[:, [max(j - 1, 0) for j in range(states.shape[1])]])


@misconception("jacobian_product")
def tanh_of_the_state(W: Array, states: Array) -> Array:
    """The states are results of tanh already. Do you apply tanh to them once more?"""
    return jacobian_product(W, np.tanh(states))


@misconception("jacobian_product")
def transposed(W: Array, states: Array) -> Array:
    """Rows belong to the later state, columns to the earlier one. Which way are yours?"""
    return jacobian_product(W, states).T


@misconception("jacobian_product")
def weights_transposed(W: Array, states: Array) -> Array:
    """Forwards, which index of W belongs to the new state? This is not the way back."""
    return jacobian_product(W.T, states)


@misconception("jacobian_product")
def last_step_left_out(W: Array, states: Array) -> Array:
    """Every state given was made by one step. How many factors are there?"""
    return jacobian_product(W, states[:, :-1])


@misconception("jacobian_product")
def first_step_left_out(W: Array, states: Array) -> Array:
    """The first state given has been made by a step, too. From which state?"""
    return jacobian_product(W, states[:, 1:])


@misconception("jacobian_product")
def only_the_last_step(W: Array, states: Array) -> Array:
    """This is one factor. Is the product overwritten in the loop?"""
    return jacobian_product(W, states[:, -1:])


@misconception("jacobian_product")
def one_factor_too_many(W: Array, states: Array) -> Array:
    """What does the product begin with, before there is any factor?"""
    return jacobian_product(W, states) @ W


@misconception("jacobian_product")
def multiplied_element_by_element(W: Array, states: Array) -> Array:
    """Changes pass through a sum over all units at every step. Which product does that?"""
    product = np.ones_like(W)
    for j in range(states.shape[1]):
        product = (1 - states[:, j : j + 1] ** 2) * W * product
    return product if states.shape[1] else np.eye(W.shape[0])
