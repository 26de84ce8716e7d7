"""Sizes of recurrent networks that hidden cases have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """Inputs, hidden units, batch and steps: all different wherever a mix-up could hide."""

    title: str
    m: int
    n: int
    N: int
    T: int
    scale: float = 0.7
    dtype: str = "float64"
    check_gradient: bool = False


SIZES = (
    Sizes("an ordinary network", 3, 5, 2, 4),
    Sizes("more inputs than hidden units", 5, 3, 4, 6, check_gradient=True),
    Sizes("a batch of one", 4, 6, 1, 3),
    Sizes("a single step", 6, 4, 3, 1),
    Sizes("a batch of one, a single step", 3, 4, 1, 1),
    Sizes("large activations", 4, 5, 3, 2, scale=1.1),
    Sizes("small activations", 3, 7, 5, 8, scale=0.2),
    Sizes("a long sequence", 4, 3, 2, 24),
    Sizes("float32", 3, 6, 4, 5, dtype="float32"),
)
