"""Known mistakes in `orthogonal`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Array, orthogonal


@misconception("orthogonal")
def gaussian_as_it_is(n: int, rng: np.random.Generator) -> Array:
    """Independent columns are not yet perpendicular. What has to be done to them?"""
    return rng.standard_normal((n, n))


@misconception("orthogonal")
def gaussian_divided_by_the_root(n: int, rng: np.random.Generator) -> Array:
    """The columns have about the right length on average. Are they perpendicular?"""
    return rng.standard_normal((n, n)) / np.sqrt(n)


@misconception("orthogonal")
def columns_of_length_one_only(n: int, rng: np.random.Generator) -> Array:
    """The columns have length 1. Which dot product should two different ones have?"""
    gaussian = rng.standard_normal((n, n))
    return gaussian / np.linalg.norm(gaussian, axis=0)


@misconception("orthogonal")
def columns_perpendicular_only(n: int, rng: np.random.Generator) -> Array:
    """The columns are perpendicular. Which length should they have?"""
    return orthogonal(n, rng) * rng.uniform(0.5, 2.0, n)


@misconception("orthogonal")
def norm_one_only(n: int, rng: np.random.Generator) -> Array:
    """No vector gets longer. Do none get shorter?"""
    gaussian = rng.standard_normal((n, n))
    return gaussian / np.linalg.norm(gaussian, 2)


@misconception("orthogonal")
def triangular_factor(n: int, rng: np.random.Generator) -> Array:
    """A decomposition returns several factors. Which one has perpendicular columns?"""
    return np.linalg.qr(rng.standard_normal((n, n)))[1]


@misconception("orthogonal")
def always_the_identity(n: int, rng: np.random.Generator) -> Array:
    """This matrix is orthogonal, but what is random about it?"""
    return np.eye(n)


@misconception("orthogonal")
def always_the_same_matrix(n: int, rng: np.random.Generator) -> Array:
    """Where does the chance come from: from the generator you are given, or from your own?"""
    return orthogonal(n, np.random.default_rng(0))
