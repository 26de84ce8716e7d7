"""Known mistakes in `unroll_recurrence`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.bptt import Array, unroll_recurrence


@misconception("unroll_recurrence")
def own_factor_included(b: Array, c: Array) -> Array:
    """Follow b_i on its way to a_t: what is the first factor that it meets?"""
    steps = range(len(b))
    return np.array([b[t] + sum(np.prod(c[i : t + 1]) * b[i] for i in range(t)) for t in steps])


@misconception("unroll_recurrence")
def last_factor_left_out(b: Array, c: Array) -> Array:
    """Does your product run as far as step t? Write out a_2 and compare."""
    steps = range(len(b))
    return np.array([b[t] + sum(np.prod(c[i + 1 : t]) * b[i] for i in range(t)) for t in steps])


@misconception("unroll_recurrence")
def sum_without_first_step(b: Array, c: Array) -> Array:
    """Which steps does the sum begin and end with? Look at how b_1 comes into a_2."""
    steps = range(len(b))
    return np.array([b[t] + sum(np.prod(c[i + 1 : t + 1]) * b[i] for i in range(1, t))
                     for t in steps])  # fmt: skip


@misconception("unroll_recurrence")
def sum_without_latest_earlier_step(b: Array, c: Array) -> Array:
    """Which steps does the sum begin and end with? Look at how b_1 comes into a_2."""
    steps = range(len(b))
    return np.array([b[t] + sum(np.prod(c[i + 1 : t + 1]) * b[i] for i in range(t - 1))
                     for t in steps])  # fmt: skip


@misconception("unroll_recurrence")
def own_step_left_out(b: Array, c: Array) -> Array:
    """Something enters at step t itself, and has met no factor yet. Is it in your sum?"""
    return unroll_recurrence(b, c) - b


@misconception("unroll_recurrence")
def products_by_division(b: Array, c: Array) -> Array:
    """A factor may be zero. What becomes of a quotient of two products then?"""
    products = np.cumprod(c)
    with np.errstate(all="ignore"):
        return products * np.cumsum(b / products)


@misconception("unroll_recurrence")
def only_the_last_value(b: Array, c: Array) -> Array:
    """The values of all steps are asked for. What shape has your answer?"""
    return unroll_recurrence(b, c)[-1:]
