"""Sizes of recurrent networks that hidden cases have."""

from __future__ import annotations

from dataclasses import dataclass

# What titles of cases say, between commas and colons, of sizes that right code may forget.
SPECIAL_SIZES = frozenset(
    {"a batch of one", "a single step", "a single input", "a single hidden unit"}
)


@dataclass(frozen=True)
class Sizes:
    """Inputs, hidden units, batch and steps: all different wherever a mix-up could hide.

    Where nothing is special about them, none is 2 or twice another: a factor of 2 tells that
    something is counted twice.

    A `large` network has so many weights that differences in the place of a backward do not end
    within the time of a call. They shrink as their rows grow, lest all units saturate.
    """

    title: str
    m: int
    n: int
    N: int
    T: int
    scale: float = 0.7
    dtype: str = "float64"
    check_gradient: bool = False
    large: bool = False

    def spread(self, shape: tuple[int, ...]) -> float:
        """Return the standard deviation of the weights in a matrix of this shape."""
        return self.scale / float(shape[1]) ** 0.5 if self.large else self.scale


SIZES = (
    Sizes("3 inputs, 5 hidden units, batch of 7, 4 steps", 3, 5, 7, 4),
    Sizes("more inputs than hidden units", 5, 3, 4, 7, check_gradient=True),
    Sizes("a batch of one", 4, 6, 1, 3),
    Sizes("a single step", 6, 4, 3, 1),
    Sizes("a batch of one, a single step", 3, 4, 1, 1),
    Sizes("large activations", 4, 5, 3, 2, scale=1.1),
    Sizes("small activations", 3, 7, 5, 8, scale=0.2),
    Sizes("a long sequence", 4, 3, 5, 24),
    Sizes("float32", 3, 7, 4, 5, dtype="float32"),
)


def large_network(m: int, n: int, N: int, T: int = 1) -> Sizes:
    """Return the sizes of a large network."""
    return Sizes("a large network", m, n, N, T, large=True)
