"""Known mistakes in `alignment`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Array, alignment, power_iterates


@misconception("alignment")
def signed_cosine(M: Array, x: Array, k: int) -> Array:
    """An eigenvector and its negative lie on the same line. Which angle is meant?"""
    eigenvalues, eigenvectors = np.linalg.eigh(M)
    return eigenvectors[:, np.argmax(np.abs(eigenvalues))] @ power_iterates(M, x, k)


@misconception("alignment")
def eigenvector_of_the_largest_value(M: Array, x: Array, k: int) -> Array:
    """The dominant eigenvalue may be negative. In which order does `eigh` return them?"""
    _, eigenvectors = np.linalg.eigh(M)
    return np.abs(eigenvectors[:, -1] @ power_iterates(M, x, k))


@misconception("alignment")
def first_eigenvector_of_numpy(M: Array, x: Array, k: int) -> Array:
    """NumPy's first eigenvector need not be the dominant one. What does it order by?"""
    _, eigenvectors = np.linalg.eigh(M)
    return np.abs(eigenvectors[:, 0] @ power_iterates(M, x, k))


@misconception("alignment")
def eigenvectors_in_rows(M: Array, x: Array, k: int) -> Array:
    """Does NumPy put the eigenvectors into the rows of its matrix, or into the columns?"""
    eigenvalues, eigenvectors = np.linalg.eigh(M)
    return np.abs(eigenvectors[np.argmax(np.abs(eigenvalues))] @ power_iterates(M, x, k))


@misconception("alignment")
def cosine_squared(M: Array, x: Array, k: int) -> Array:
    """This is the share of the squared length. Which function of the angle is asked for?"""
    return alignment(M, x, k) ** 2


@misconception("alignment")
def angle_for_its_cosine(M: Array, x: Array, k: int) -> Array:
    """Is the angle asked for, or a function of it? At perfect alignment the result is 1."""
    return np.arccos(alignment(M, x, k))


@misconception("alignment")
def sine_for_cosine(M: Array, x: Array, k: int) -> Array:
    """At perfect alignment the result is 1. Which share of the vector do you measure?"""
    return np.sqrt(1 - alignment(M, x, k) ** 2)


@misconception("alignment")
def length_of_the_start_left_in(M: Array, x: Array, k: int) -> Array:
    """A dot product is a cosine only if both vectors have a certain length. Has the first one?"""
    cosines = alignment(M, x, k)
    cosines[0] *= np.linalg.norm(x)
    return cosines


@misconception("alignment")
def multiplied_before_the_first_element(M: Array, x: Array, k: int) -> Array:
    """Element 0 belongs to the vector you begin with. How often has yours been multiplied?"""
    return alignment(M, x, k + 1)[1:]


@misconception("alignment")
def only_after_the_last_step(M: Array, x: Array, k: int) -> Array:
    """One number for each multiplication is wanted, and one for the start."""
    return alignment(M, x, k)[-1:]


@misconception("alignment")
def zero_vector_has_cosine_zero(M: Array, x: Array, k: int) -> Array:
    """Has the zero vector an angle with anything? See what the description says about it."""
    eigenvalues, eigenvectors = np.linalg.eigh(M)
    v_1 = eigenvectors[:, np.argmax(np.abs(eigenvalues))]
    cosines, vector = [], x
    for _ in range(k + 1):
        norm = np.linalg.norm(vector)
        vector = vector / norm if norm else vector
        cosines.append(np.minimum(np.abs(v_1 @ vector), 1))
        vector = M @ vector
    return np.array(cosines)
