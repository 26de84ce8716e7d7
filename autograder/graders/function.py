"""Functions that learners' functions are handed, and that the notebooks can make, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.graders.exercise import Array


@dataclass
class Function:
    """A function that is made of its coefficients, and how often it was asked for."""

    coefficients: Array
    calls: int = 0
    name: ClassVar[str]

    def __deepcopy__(self, memo: Any) -> Function:
        """Stay one: whoever is handed a copy of the arguments is to be counted, too."""
        return self

    def _count(self, x: Any, shape: tuple[int, ...]) -> None:
        """Refuse what could be broadcast: to arrays of any size, outside of the sandbox."""
        if np.shape(x) != shape:
            raise ValueError(f"the argument should have the shape {shape}, not {np.shape(x)}")
        self.calls += 1


class Waves(Function):
    """The number sin(Σ c ∘ x): each of its slopes depends on all elements of x."""

    name = "waves"

    def __call__(self, x: Any) -> float:
        """Compute it at x, an array of the coefficients' shape; anything else is a ValueError."""
        self._count(x, self.coefficients.shape)
        return float(np.sin(np.sum(self.coefficients * x)))


class Fold(Function):
    """The number |Σ c ∘ x|, which has a kink where the sum is zero."""

    name = "fold"

    def __call__(self, x: Any) -> float:
        """Compute it at x, an array of the coefficients' shape; anything else is a ValueError."""
        self._count(x, self.coefficients.shape)
        return float(np.abs(np.sum(self.coefficients * x)))


class Product(Function):
    """The product of a matrix and a vector."""

    name = "product"

    def __call__(self, v: Any) -> Array:
        """Compute it for the vector v, of as many elements as there are columns."""
        self._count(v, self.coefficients.shape[1:])
        return self.coefficients @ v
