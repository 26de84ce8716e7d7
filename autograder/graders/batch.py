"""Batches of examples, for one layer and its loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.graders.exercise import Array


@dataclass(frozen=True)
class Batch:
    """Inputs, outputs and examples: all different wherever a mix-up could hide."""

    title: str
    n: int
    m: int
    N: int
    dtype: str = "float64"
    scale: float = 1.0

    def normals(self, rng: np.random.Generator) -> Callable[..., Array]:
        """Return what draws an array of a shape, in this type and scale."""

        def normal(*shape: int) -> Array:
            return (self.scale * rng.normal(size=shape)).astype(self.dtype)

        return normal


BATCHES = (
    Batch("an ordinary batch", 3, 4, 5),
    Batch("more inputs than outputs", 6, 3, 4),
    Batch("a batch of one", 4, 5, 1),
    Batch("a single input", 1, 3, 6),
    Batch("a large batch", 5, 4, 33),
    Batch("large numbers", 4, 3, 6, scale=3.0),
    Batch("small numbers", 3, 6, 4, scale=0.05),
    Batch("float32", 5, 4, 3, dtype="float32"),
)
