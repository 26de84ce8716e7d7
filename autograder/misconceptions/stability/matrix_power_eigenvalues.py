"""Known mistakes in `matrix_power_eigenvalues`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Array, matrix_power_eigenvalues


@misconception("matrix_power_eigenvalues")
def ordered_by_value(M: Array, k: int) -> Array:
    """The dominant eigenvalue may be a negative one. What are they ordered by?"""
    return np.sort(np.linalg.eigvalsh(M) ** k)[::-1]


@misconception("matrix_power_eigenvalues")
def smallest_magnitude_first(M: Array, k: int) -> Array:
    """The magnitudes are in order, but from which end?"""
    return matrix_power_eigenvalues(M, k)[::-1]


@misconception("matrix_power_eigenvalues")
def signs_lost(M: Array, k: int) -> Array:
    """These are magnitudes. What does an odd power do to a negative eigenvalue?"""
    return np.abs(matrix_power_eigenvalues(M, k))


@misconception("matrix_power_eigenvalues")
def multiplied_by_the_power(M: Array, k: int) -> Array:
    """Apply the matrix twice to an eigenvector, on paper. Do the two stretches add up?"""
    return k * matrix_power_eigenvalues(M, 1)


@misconception("matrix_power_eigenvalues")
def eigenvalues_of_the_matrix_itself(M: Array, k: int) -> Array:
    """These belong to the matrix itself. Where does the power come in?"""
    return matrix_power_eigenvalues(M, 1)


@misconception("matrix_power_eigenvalues")
def power_of_every_element(M: Array, k: int) -> Array:
    """A power of a matrix is a repeated matrix product. What does `**` do to an array?"""
    return matrix_power_eigenvalues(M**k, 1)


@misconception("matrix_power_eigenvalues")
def one_power_too_many(M: Array, k: int) -> Array:
    """Count the factors: which matrix is the power with k = 0?"""
    return matrix_power_eigenvalues(M, k + 1)


@misconception("matrix_power_eigenvalues")
def one_power_too_few(M: Array, k: int) -> Array:
    """Count the factors: which matrix is the power with k = 1?"""
    return matrix_power_eigenvalues(M, max(k - 1, 0))
