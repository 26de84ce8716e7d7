"""Known mistakes in `bprop`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Array, bprop


@misconception("bprop")
def mul_not_swapped(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """In a product, how fast does the result move when one factor moves? Ask the other factor."""
    if op == "mul":
        return upstream * parent_values[0], upstream * parent_values[1]
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def repeated_parent_added_up(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """Each place of a parent gets a gradient of its own, even if both hold the same node. Who
    adds them?
    """
    gradients = bprop(op, parent_values, value, upstream)
    if op == "mul" and np.array_equal(parent_values[0], parent_values[1]):
        return (gradients[0] + gradients[1],)
    return gradients


@misconception("bprop")
def max_sends_both_ways(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """If the smaller of two numbers moves a little, does their maximum move?"""
    if op == "max":
        return upstream, upstream
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def max_sends_to_the_smaller(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """Which of its parents does a maximum follow?"""
    gradients = bprop(op, parent_values, value, upstream)
    return gradients[::-1] if op == "max" else gradients


@misconception("bprop")
def max_tie_counted_twice(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """If both parents of max are equal, only one of them may count as the larger. Which one?"""
    if op == "max":
        a, b = parent_values
        return upstream * (a >= b), upstream * (b >= a)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def max_tie_lost(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """If both parents of max are equal, one of them still counts as the larger."""
    if op == "max":
        a, b = parent_values
        return upstream * (a > b), upstream * (b > a)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def relu_looks_at_the_upstream(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """Whether relu lets a gradient pass is decided by what went into it, not by what comes back."""
    if op == "relu":
        return (upstream * (upstream > 0),)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def tanh_of_the_value_again(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """The node's value is a tanh already. Is it squashed once more in your slope?"""
    if op == "tanh":
        return (upstream * (1 - np.tanh(value) ** 2),)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def tanh_slope_at_the_input(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """The short form of the slope of tanh contains its result. What did you square?"""
    if op == "tanh":
        return (upstream * (1 - parent_values[0] ** 2),)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def tanh_not_squared(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """The slope of tanh is largest at 0 and the same on both sides. Is yours?"""
    if op == "tanh":
        return (upstream * (1 - value),)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def matmul_not_transposed(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """Going back through a product of matrices, over which index does the sum run?"""
    if op == "matmul":
        a, b = parent_values
        return upstream @ b, a @ upstream
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def matmul_factors_exchanged(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """Matrices may not change places in a product. On which side does the gradient stand for each
    parent?
    """
    if op == "matmul":
        a, b = parent_values
        return b.T @ upstream, upstream @ a.T
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def exp_at_the_value(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """The exponential has been applied already. What is its own derivative, in terms of that?"""
    if op == "exp":
        return (upstream * np.exp(value),)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def log_at_the_value(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """The slope of the logarithm belongs to what went into it, not to what came out."""
    if op == "log":
        return (upstream / value,)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def sum_stays_a_number(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """A gradient has the shape of what it is the gradient of. What shape went into the sum?"""
    if op == "sum":
        return (upstream,)
    return bprop(op, parent_values, value, upstream)


@misconception("bprop")
def sum_shared_out(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """If one element grows by 1, by how much does the sum grow? A sum is not a mean."""
    gradients = bprop(op, parent_values, value, upstream)
    return (gradients[0] / np.size(parent_values[0]),) if op == "sum" else gradients


@misconception("bprop")
def sign_of_reciprocal_lost(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """When a grows, does 1 / a grow or shrink?"""
    gradients = bprop(op, parent_values, value, upstream)
    return (-gradients[0],) if op == "reciprocal" else gradients


@misconception("bprop")
def sign_of_neg_lost(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """When a grows, which way does -a go?"""
    return (upstream,) if op == "neg" else bprop(op, parent_values, value, upstream)


@misconception("bprop")
def upstream_forgotten(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """These are the operation's own slopes. What does the chain rule multiply them by?"""
    return bprop(op, parent_values, value, np.ones_like(upstream))


@misconception("bprop")
def op_without_gradient_ignored(
    op: str, parent_values: list[Array], value: Array, upstream: Array
) -> tuple[Array, ...]:
    """An operation that you do not know has no gradient; that is not the same as a zero one."""
    try:
        return bprop(op, parent_values, value, upstream)
    except ValueError:
        return tuple(np.zeros(np.shape(parent)) for parent in parent_values)
