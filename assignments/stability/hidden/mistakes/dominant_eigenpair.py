"""Known mistakes in `dominant_eigenpair` that are no edits of it."""

from __future__ import annotations

import numpy as np

from solutions.stability import Array


def largest_instead_of_dominant(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    eigenvalues, eigenvectors = np.linalg.eigh(M)
    return float(eigenvalues[-1]), eigenvectors[:, -1], 1, True


def value_watched_for_convergence(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
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


def vector_compared_with_the_one_before(
    M: Array, rng: np.random.Generator, tol: float, max_iterations: int
) -> tuple[float, Array, int, bool]:
    vector = rng.standard_normal(len(M))
    vector /= np.linalg.norm(vector)
    for iteration in range(1, max_iterations + 1):
        before, vector = vector, M @ vector
        vector /= np.linalg.norm(vector)
        if np.linalg.norm(vector - before) <= tol:
            return float(vector @ M @ vector), vector, iteration, True
    return float(vector @ M @ vector), vector, max_iterations, False
