"""Linear recurrences, one number at a time in each element."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.authoring import Array, Case, Random

Plan = tuple[str, int, int, int, float, str]

# Units, batch and steps, with the size of the factors.
SCANS: tuple[Plan, ...] = (
    ("3 units, batch of 5, 7 steps", 3, 5, 7, 1.0, "float64"),
    ("a batch of one", 4, 1, 5, 1.0, "float64"),
    ("a single step", 5, 3, 1, 1.0, "float64"),
    ("two steps", 4, 3, 2, 1.0, "float64"),
    ("three steps", 3, 4, 3, 1.0, "float64"),
    ("a power of two", 3, 5, 16, 1.0, "float64"),
    ("one step more than a power of two", 4, 3, 17, 1.0, "float64"),
    ("large factors", 5, 3, 6, 2.0, "float64"),
    ("small factors", 3, 4, 9, 0.2, "float64"),
    ("a long sequence", 3, 4, 100, 0.9, "float64"),
    ("float32", 4, 3, 11, 1.0, "float32"),
)
ZEROS = (("some factors are zero", 6), ("many factors are zero", 13))
LENGTHS = (1, 2, 3, 8, 9, 70)

PUBLIC_SCANS: tuple[Plan, ...] = (
    ("3 units, batch of 4, 5 steps", 3, 4, 5, 1.0, "float64"),
    ("4 units, batch of 3, 8 steps", 4, 3, 8, 1.0, "float64"),
    ("5 units, a batch of one, 13 steps", 5, 1, 13, 1.0, "float64"),
    ("3 units, batch of 5, a single step", 3, 5, 1, 1.0, "float64"),
)


def recurrence(
    rng: np.random.Generator, n: int, N: int, T: int, scale: float = 1.0, dtype: str = "float64"
) -> tuple[Array, Array]:
    """Draw factors of either sign, none of them near zero, and what is added."""
    a = scale * rng.uniform(0.6, 1.3, (n, N, T)) * rng.choice((-1, 1), (n, N, T))
    return a.astype(dtype), rng.standard_normal((n, N, T)).astype(dtype)


def draw_scans(random: Random) -> Iterator[Case]:
    yield from scan_cases(random, SCANS)
    for title, T in ZEROS:
        rng = random(title)
        a, b = recurrence(rng, 3, 4, T)
        a[rng.random(a.shape) < 0.4] = 0
        yield Case(title, {"a": a, "b": b}, depth=T)
    for T in LENGTHS:
        title = f"rounds for a sequence of length {T}"
        a, b = recurrence(random(title), 3, 4, T, 0.9)
        values = {"a": a, "b": b, "rounds": (T - 1).bit_length()}
        yield Case(title, values, kind="counted", depth=T, counted="combine")


def show_scans(random: Random) -> Iterator[Case]:
    yield from scan_cases(random, PUBLIC_SCANS)


def scan_cases(random: Random, sizes: tuple[Plan, ...]) -> Iterator[Case]:
    for title, n, N, T, scale, dtype in sizes:
        a, b = recurrence(random(title), n, N, T, scale, dtype)
        yield Case(title, {"a": a, "b": b}, depth=T)


def draw_pairs(random: Random) -> Iterator[Case]:
    yield from pairs(random, SCANS)
    rng = random("zeros")
    a, b = recurrence(rng, 3, 4, 5)
    values = {"earlier": (0 * a, b), "later": (a, rng.standard_normal(a.shape))}
    yield Case("a stretch that forgets what came before", values)


def show_pairs(random: Random) -> Iterator[Case]:
    yield from pairs(random, PUBLIC_SCANS)
    numbers = {"earlier": (2.0, 3.0), "later": (5.0, 7.0)}
    values = {name: tuple(np.full((1, 1, 1), each) for each in numbers[name]) for name in numbers}
    yield Case("single numbers, (2, 3) and then (5, 7)", values)


def pairs(random: Random, sizes: tuple[Plan, ...]) -> Iterator[Case]:
    for title, n, N, T, scale, dtype in sizes:
        rng = random(title)
        earlier, later = (recurrence(rng, n, N, T, scale, dtype) for _ in range(2))
        yield Case(title, {"earlier": earlier, "later": later})
