"""Functions that learners' functions are handed, and that the notebooks can make, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.graders.exercise import Array


@dataclass(frozen=True)
class Waves:
    """The number sin(Σ c ∘ x): each of its slopes depends on all elements of x."""

    coefficients: Array
    name = "waves"

    def __call__(self, x: Any) -> float:
        """Compute it at x, an array of the coefficients' shape; anything else is a ValueError."""
        _require(x, self.coefficients.shape)
        return float(np.sin(np.sum(self.coefficients * x)))


@dataclass
class Product:
    """The product of a matrix and a vector, and how often it was asked for."""

    coefficients: Array
    calls: int = 0
    name = "product"

    def __call__(self, v: Any) -> Array:
        """Compute it for the vector v, of as many elements as there are columns."""
        _require(v, self.coefficients.shape[1:])
        self.calls += 1
        return self.coefficients @ v

    def __deepcopy__(self, memo: Any) -> Product:
        """Stay one: whoever is handed a copy of the arguments is to be counted, too."""
        return self


def _require(x: Any, shape: tuple[int, ...]) -> None:
    """Refuse what could be broadcast: to arrays of any size, outside of the sandbox."""
    if np.shape(x) != shape:
        raise ValueError(f"the argument should have the shape {shape}, not {np.shape(x)}")
