"""Known mistakes in `power_iterates`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Array, power_iterates


@misconception("power_iterates")
def never_normalised(M: Array, x: Array, k: int) -> Array:
    """Only the direction is wanted. What length should every column have?"""
    if not x.any():
        raise ValueError("the zero vector has no direction")
    iterates = [x]
    for _ in range(k):
        iterates.append(M @ iterates[-1])
    return np.stack(iterates, axis=1)


@misconception("power_iterates")
def normalised_at_the_end(M: Array, x: Array, k: int) -> Array:
    """Long before the end, the vector itself may be too large or too small for a number. Does its
    length matter for its direction?
    """
    iterates = [x]
    for _ in range(k):
        iterates.append(M @ iterates[-1])
    if not all(iterate.any() for iterate in iterates):
        raise ValueError("the zero vector has no direction")
    return np.stack([iterate / np.linalg.norm(iterate) for iterate in iterates], axis=1)


@misconception("power_iterates")
def start_not_normalised(M: Array, x: Array, k: int) -> Array:
    """The vector to begin with has its own column. Which length should that have?"""
    iterates = power_iterates(M, x, k)
    iterates[:, 0] = x
    return iterates


@misconception("power_iterates")
def start_left_out(M: Array, x: Array, k: int) -> Array:
    """How many columns do k multiplications make, and what is column 0?"""
    return power_iterates(M, x, k)[:, 1:]


@misconception("power_iterates")
def multiplied_before_the_first_column(M: Array, x: Array, k: int) -> Array:
    """Column j has been multiplied j times. How often has your column 0?"""
    return power_iterates(M, x, k + 1)[:, 1:]


@misconception("power_iterates")
def iterates_in_rows(M: Array, x: Array, k: int) -> Array:
    """Each iterate is a column. Along which axis are yours put together?"""
    return power_iterates(M, x, k).T


@misconception("power_iterates")
def divided_by_the_largest_element(M: Array, x: Array, k: int) -> Array:
    """This keeps the numbers small, but is the largest element a vector's length?"""
    iterates = power_iterates(M, x, k)
    return iterates / np.abs(iterates).max(axis=0)


@misconception("power_iterates")
def divided_by_the_sum(M: Array, x: Array, k: int) -> Array:
    """The length of a vector is Euclidean. Is it the sum of the elements?"""
    iterates = power_iterates(M, x, k)
    return iterates / np.abs(iterates).sum(axis=0)


@misconception("power_iterates")
def matrix_transposed(M: Array, x: Array, k: int) -> Array:
    """The matrix need not be symmetric. On which side of it does the vector stand?"""
    return power_iterates(M.T, x, k)


@misconception("power_iterates")
def flips_removed(M: Array, x: Array, k: int) -> Array:
    """A negative eigenvalue flips the vector. Should your columns hide that?"""
    iterates = power_iterates(M, x, k)
    along = np.sign(x @ iterates)
    return iterates * np.where(along == 0, 1, along)


@misconception("power_iterates")
def every_column_is_the_last(M: Array, x: Array, k: int) -> Array:
    """All columns are the same: is one array changed again and again, and kept several times?"""
    return np.repeat(power_iterates(M, x, k)[:, -1:], k + 1, axis=1)


@misconception("power_iterates")
def zero_vector_accepted(M: Array, x: Array, k: int) -> Array:
    """What is the direction of the zero vector? See what the description says about it."""
    iterates = [x]
    for _ in range(k):
        norm = np.linalg.norm(iterates[-1])
        iterates[-1] = iterates[-1] / norm if norm else iterates[-1]
        iterates.append(M @ iterates[-1])
    norm = np.linalg.norm(iterates[-1])
    iterates[-1] = iterates[-1] / norm if norm else iterates[-1]
    return np.stack(iterates, axis=1)


@misconception("power_iterates")
def zero_vector_on_the_way_accepted(M: Array, x: Array, k: int) -> Array:
    """The vector you begin with is looked at. Can it become zero later?"""
    if not x.any():
        raise ValueError("the zero vector has no direction")
    iterates = [x / np.linalg.norm(x)]
    for _ in range(k):
        vector = M @ iterates[-1]
        iterates.append(vector / np.linalg.norm(vector) if vector.any() else vector)
    return np.stack(iterates, axis=1)


@misconception("power_iterates")
def zero_vector_after_the_last_step_refused(M: Array, x: Array, k: int) -> Array:
    """You refuse a vector that comes after the last one asked for. How many are there?"""
    return power_iterates(M, x, k + 1)[:, :-1]
