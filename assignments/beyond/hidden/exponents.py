"""Matrices and the states that a network goes through, to measure how fast changes grow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.authoring import Case, Random

Plan = tuple[str, int, int, float, str]

# Units, steps, and the size of the matrix: far enough from 1 for the exponent not to be near 0.
RUNS: tuple[Plan, ...] = (
    ("5 hidden units, 12 steps", 5, 12, 4.0, "float64"),
    ("changes that shrink", 4, 9, 0.2, "float64"),
    ("more hidden units than steps", 9, 4, 5.0, "float64"),
    ("a single step", 4, 1, 6.0, "float64"),
    ("a single hidden unit", 1, 7, 0.3, "float64"),
    ("two hidden units", 2, 15, 0.15, "float64"),
    ("float32", 6, 8, 5.0, "float32"),
)
EXTREME: tuple[Plan, ...] = (
    ("changes that grow for 1500 steps", 4, 1500, 30.0, "float64"),
    ("changes that shrink for 1500 steps", 3, 1500, 0.02, "float64"),
)
LENGTHS = (("a long vector", 1e6), ("a short vector", 1e-7))
PUBLIC: tuple[Plan, ...] = (
    ("3 hidden units, 6 steps", 3, 6, 4.0, "float64"),
    ("5 hidden units, 8 steps", 5, 8, 0.2, "float64"),
    ("4 hidden units, a single step", 4, 1, 5.0, "float64"),
    ("4 hidden units, 1000 steps", 4, 1000, 30.0, "float64"),
)


def run(
    rng: np.random.Generator, n: int, T: int, scale: float, dtype: str = "float64"
) -> dict[str, Any]:
    """Draw a matrix whose singular values are near its size, states, and a vector."""
    basis, _ = np.linalg.qr(rng.standard_normal((n, n)))
    W = scale * (basis + 0.2 * rng.standard_normal((n, n)) / n**0.5)
    return {
        "W": W.astype(dtype),
        "states": np.tanh(0.7 * rng.standard_normal((n, T))).astype(dtype),
        "v": (3 * rng.standard_normal(n)).astype(dtype),
    }


def planned(random: Random, plan: Plan, kind: str = "ordinary") -> Case:
    title, n, T, scale, dtype = plan
    return Case(title, run(random(title), n, T, scale, dtype), kind)


def draw_runs(random: Random) -> Iterator[Case]:
    for plan in RUNS:
        yield planned(random, plan)
    for title, length in LENGTHS:
        values = run(random(title), 4, 6, 5.0)
        yield Case(title, {**values, "v": length * values["v"]})
    for plan in EXTREME:
        yield planned(random, plan, "extreme")
    yield from refused(random)


def refused(random: Random) -> Iterator[Case]:
    values = run(random("zero"), 4, 5, 2.0)
    zero = {**values, "v": np.zeros(4)}
    yield Case("the zero vector", zero, kind="refused", raises="ValueError")
    shifts = {**values, "W": np.diag(random("shifts").uniform(0.5, 1.5, 3), 1)}
    yield Case("the zero vector on the way", shifts, kind="refused", raises="ValueError")


def show_runs(random: Random) -> Iterator[Case]:
    for plan in PUBLIC:
        yield planned(random, plan)
    zero = {**run(random("zero"), 3, 4, 2.0), "v": np.zeros(3)}
    yield Case("the zero vector", zero, raises="ValueError")
