"""Known mistakes in `cell_state_jacobian`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.gates import Array, cell_state_jacobian, sigmoid


@misconception("cell_state_jacobian")
def gates_added_up(forget_gates: Array) -> Array:
    """A small change passes through one step after the other. How do the factors of several
    steps combine?
    """
    return np.diag(np.sum(forget_gates, axis=1))


@misconception("cell_state_jacobian")
def gates_averaged(forget_gates: Array) -> Array:
    """A small change passes through one step after the other. How do the factors of several
    steps combine?
    """
    if forget_gates.shape[1] == 0:
        return np.eye(len(forget_gates))
    return np.diag(np.mean(forget_gates, axis=1))


@misconception("cell_state_jacobian")
def last_step_only(forget_gates: Array) -> Array:
    """Between the first cell state and the last lie several steps. Does each of them have its
    factor?
    """
    return cell_state_jacobian(forget_gates[:, -1:])


@misconception("cell_state_jacobian")
def first_step_left_out(forget_gates: Array) -> Array:
    """Between the first cell state and the last lie several steps. Does each of them have its
    factor?
    """
    return cell_state_jacobian(forget_gates[:, 1:])


@misconception("cell_state_jacobian")
def last_step_left_out(forget_gates: Array) -> Array:
    """Between the first cell state and the last lie several steps. Does each of them have its
    factor?
    """
    return cell_state_jacobian(forget_gates[:, :-1])


@misconception("cell_state_jacobian")
def vector_in_place_of_the_matrix(forget_gates: Array) -> Array:
    """These are the right numbers. Where in a Jacobian do they stand, and what stands elsewhere?"""
    return np.prod(forget_gates, axis=1)


@misconception("cell_state_jacobian")
def product_over_the_units(forget_gates: Array) -> Array:
    """Along which axis does the time run, and along which the units?"""
    return np.diag(np.prod(forget_gates, axis=0))


@misconception("cell_state_jacobian")
def units_mixed(forget_gates: Array) -> Array:
    """Does a change of one unit of the cell state reach another unit along this path?"""
    survives = np.prod(forget_gates, axis=1)
    return np.outer(survives, np.ones_like(survives))


@misconception("cell_state_jacobian")
def what_is_forgotten(forget_gates: Array) -> Array:
    """Where a forget gate is 1, everything is kept. What do your factors say there?"""
    return np.diag(np.prod(1 - forget_gates, axis=1))


@misconception("cell_state_jacobian")
def gates_squashed_again(forget_gates: Array) -> Array:
    """These are the gates, not their pre-activations. Do you apply the sigmoid once more?"""
    return np.diag(np.prod(sigmoid(forget_gates), axis=1))


@misconception("cell_state_jacobian")
def slope_of_the_gates(forget_gates: Array) -> Array:
    """The gates are held fixed here. Which factor does a change of the cell state meet?"""
    return np.diag(np.prod(forget_gates * (1 - forget_gates), axis=1))


@misconception("cell_state_jacobian")
def zero_without_a_step(forget_gates: Array) -> Array:
    """If there is no step between two states they are the same. Which matrix maps every change
    to itself?
    """
    if forget_gates.shape[1] == 0:
        return np.zeros((len(forget_gates), len(forget_gates)))
    return cell_state_jacobian(forget_gates)
