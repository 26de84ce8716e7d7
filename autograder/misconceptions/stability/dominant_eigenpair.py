"""Known mistakes in `dominant_eigenpair`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.stability import Array, dominant_eigenpair


@misconception("dominant_eigenpair")
def sign_of_the_value_lost(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """A norm is never negative. Can the dominant eigenvalue be?"""
    value, vector, iterations, converged = dominant_eigenpair(M, rng, tol, max_iterations)
    return abs(value), vector, iterations, converged


@misconception("dominant_eigenpair")
def largest_instead_of_dominant(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """Dominant is the eigenvalue of the greatest magnitude. Is that the largest number?"""
    eigenvalues, eigenvectors = np.linalg.eigh(M)
    return float(eigenvalues[-1]), eigenvectors[:, -1], 1, True


@misconception("dominant_eigenpair")
def starts_from_ones(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """What if the vector you always start from is another eigenvector, or becomes zero?"""
    vector = np.ones(len(M)) / np.sqrt(len(M))
    for iteration in range(1, max_iterations + 1):
        product = M @ vector
        value, size = float(vector @ product), np.linalg.norm(product)
        if np.linalg.norm(product - value * vector) <= tol * size:
            return value, vector, iteration, True
        vector = product / size
    return float(vector @ M @ vector), vector, max_iterations, False


@misconception("dominant_eigenpair")
def value_watched_for_convergence(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """The value can stand still while the vector goes to and fro. What must be small for an
    eigenvector?
    """
    vector = rng.standard_normal(len(M))
    vector /= np.linalg.norm(vector)
    value = float(vector @ M @ vector)
    for iteration in range(1, max_iterations + 1):
        vector = M @ vector
        vector /= np.linalg.norm(vector)
        before, value = value, float(vector @ M @ vector)
        if abs(value - before) <= tol * abs(value):
            return value, vector, iteration, True
    return value, vector, max_iterations, False


@misconception("dominant_eigenpair")
def vector_compared_with_the_one_before(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """A negative eigenvalue flips the vector every time. Will it ever equal the one before?"""
    vector = rng.standard_normal(len(M))
    vector /= np.linalg.norm(vector)
    for iteration in range(1, max_iterations + 1):
        before, vector = vector, M @ vector
        vector /= np.linalg.norm(vector)
        if np.linalg.norm(vector - before) <= tol:
            return float(vector @ M @ vector), vector, iteration, True
    return float(vector @ M @ vector), vector, max_iterations, False


@misconception("dominant_eigenpair")
def convergence_taken_for_granted(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """The multiplications may run out first. Is what you return an eigenvector then?"""
    value, vector, iterations, _ = dominant_eigenpair(M, rng, tol, max_iterations)
    return value, vector, iterations, True


@misconception("dominant_eigenpair")
def convergence_told_from_the_count(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """What if the very last multiplication allowed is the one that suffices?"""
    value, vector, iterations, _ = dominant_eigenpair(M, rng, tol, max_iterations)
    return value, vector, iterations, iterations < max_iterations


@misconception("dominant_eigenpair")
def vector_not_normalised(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """The vector points the right way. Which length should it have?"""
    value, vector, iterations, converged = dominant_eigenpair(M, rng, tol, max_iterations)
    return value, M @ vector, iterations, converged


@misconception("dominant_eigenpair")
def one_multiplication_only(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """After one multiplication it is over. Does a `return` stand inside the loop?"""
    return dominant_eigenpair(M, rng, tol, 1)


@misconception("dominant_eigenpair")
def never_stops_early(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """`max_iterations` is the most you may make. What ends the loop before that?"""
    value, vector, _, converged = dominant_eigenpair(M, rng, tol, max_iterations)
    return value, vector, max_iterations, converged


@misconception("dominant_eigenpair")
def tolerance_not_relative(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """The same matrix in other units should take as long. What is the tolerance relative to?"""
    vector = rng.standard_normal(len(M))
    vector /= np.linalg.norm(vector)
    for iteration in range(1, max_iterations + 1):
        product = M @ vector
        value = float(vector @ product)
        if np.linalg.norm(product - value * vector) <= tol:
            return value, vector, iteration, True
        if iteration < max_iterations:
            vector = product / np.linalg.norm(product)
    return value, vector, max_iterations, False


@misconception("dominant_eigenpair")
def value_of_an_earlier_vector(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """Value and vector belong together. Is the vector multiplied once more after its value?"""
    value, vector, iterations, converged = dominant_eigenpair(M, rng, tol, max_iterations)
    product = M @ vector
    return value, product / np.linalg.norm(product), iterations, converged


@misconception("dominant_eigenpair")
def always_the_same_start(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    """Where does the chance come from: from the generator you are given, or from your own?"""
    return dominant_eigenpair(M, np.random.default_rng(0), tol, max_iterations)
