"""Known mistakes in `top_eigenvalue` that are no edits of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions.derivatives import Array


def matrix_formed(
    hvp: Callable[[Array], Array], n: int, iterations: int, rng: np.random.Generator
) -> float:
    eigenvalues = np.linalg.eigvalsh(np.array([hvp(unit) for unit in np.eye(n)]))
    return float(eigenvalues[np.abs(eigenvalues).argmax()])
