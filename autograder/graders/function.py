"""Functions that learners' functions are handed, and that the notebooks can make, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.graders.exercise import Array


@dataclass(frozen=True)
class Waves:
    """The number Σ c ∘ sin(x)."""

    coefficients: Array
    name = "waves"

    def __call__(self, x: Any) -> float:
        """Compute it at x, an array of the coefficients' shape."""
        return float(np.sum(self.coefficients * np.sin(x)))


@dataclass(frozen=True)
class Product:
    """The product of a matrix and a vector."""

    coefficients: Array
    name = "product"

    def __call__(self, v: Any) -> Array:
        """Compute it for the vector v."""
        return self.coefficients @ v
