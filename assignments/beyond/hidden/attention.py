"""Queries, keys and values, and states that look back at themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.authoring import Array, Case, Random


@dataclass(frozen=True)
class Sizes:
    """Features of keys and of values, batch, steps and queries: all different.

    `scale` is that of queries and keys, so that the scores are about its square.
    """

    title: str
    n: int
    m: int
    N: int
    T: int
    Q: int
    scale: float = 1.0
    dtype: str = "float64"
    check_gradient: bool = False


ATTENDED = (
    Sizes("5 features, values of 3, batch of 4, 7 steps, 6 queries", 5, 3, 4, 7, 6),
    Sizes("fewer features than in the values", 3, 6, 4, 5, 7, check_gradient=True),
    Sizes("a batch of one", 6, 4, 1, 5, 3),
    Sizes("a single step", 4, 5, 3, 1, 6),
    Sizes("one query", 7, 3, 5, 6, 1, check_gradient=True),
    Sizes("more queries than steps", 5, 4, 3, 6, 11),
    Sizes("a long sequence", 3, 4, 6, 40, 5),
    Sizes("small scores", 6, 5, 3, 4, 7, scale=0.4),
    Sizes("float32", 5, 7, 4, 6, 3, dtype="float32"),
)
EXTREME = Sizes("scores in the thousands", 4, 3, 5, 6, 7, scale=60.0)
# So many numbers that differences in the place of a backward do not end within the time of a call.
LARGE = Sizes("a long sequence with many features", 60, 90, 3, 150, 40, scale=0.9)

PUBLIC = (
    Sizes("3 features, values of 5, batch of 6, 7 steps, 4 queries", 3, 5, 6, 7, 4),
    Sizes("4 features, values of 3, batch of 7, 5 steps, 6 queries", 4, 3, 7, 5, 6),
    Sizes("6 features, values of 4, a batch of one, 3 steps, 5 queries", 6, 4, 1, 3, 5),
    Sizes("5 features, values of 6, batch of 4, a single step, 3 queries", 5, 6, 4, 1, 3),
)

States = tuple[str, int, int, int, str]

# Units, batch and steps.
STATES: tuple[States, ...] = (
    ("5 hidden units, batch of 4, 7 steps", 5, 4, 7, "float64"),
    ("more steps than hidden units", 3, 5, 11, "float64"),
    ("a batch of one", 6, 1, 4, "float64"),
    ("a single step", 4, 3, 1, "float64"),
    ("two steps", 4, 5, 2, "float64"),
    ("a single hidden unit", 1, 4, 6, "float64"),
    ("a long sequence", 4, 3, 30, "float64"),
    ("float32", 7, 4, 5, "float32"),
)
PUBLIC_STATES: tuple[States, ...] = (
    ("5 hidden units, batch of 6, 4 steps", 5, 6, 4, "float64"),
    ("3 hidden units, batch of 7, 5 steps", 3, 7, 5, "float64"),
    ("6 hidden units, a batch of one, 3 steps", 6, 1, 3, "float64"),
    ("4 hidden units, batch of 3, a single step", 4, 3, 1, "float64"),
)


def attended_case(random: Random, sizes: Sizes, kind: str = "ordinary") -> Case:
    """Draw queries, keys, values, and a gradient of the contexts."""
    rng = random(sizes.title)
    n, m, N, T, Q = sizes.n, sizes.m, sizes.N, sizes.T, sizes.Q

    def normal(scale: float, *shape: int) -> Array:
        return (scale * rng.standard_normal(shape)).astype(sizes.dtype)

    values = {
        "queries": normal(sizes.scale, n, N, Q),
        "keys": normal(sizes.scale, n, N, T),
        "seen": normal(1.0, m, N, T),
        "dcontexts": normal(1.0, m, N, Q),
    }
    return Case(sizes.title, values, kind, check_gradient=sizes.check_gradient)


def draw_attended(random: Random) -> Iterator[Case]:
    for sizes in ATTENDED:
        yield attended_case(random, sizes)
    yield attended_case(random, EXTREME, "extreme")


def draw_attended_backward(random: Random) -> Iterator[Case]:
    """Draw more than one step for each: the only step of a sequence always has the weight 1.

    Its scores have no gradient then, of which rounding may leave anything.
    """
    first, *others = (sizes for sizes in ATTENDED if sizes.T > 1)
    for sizes in (first, LARGE, *others):
        yield attended_case(random, sizes)


def show_attended(random: Random) -> Iterator[Case]:
    for sizes in PUBLIC:
        yield attended_case(random, sizes)


def show_attended_backward(random: Random) -> Iterator[Case]:
    for sizes in PUBLIC:
        if sizes.T > 1:
            yield attended_case(random, sizes)


def draw_states(random: Random) -> Iterator[Case]:
    yield from states_cases(random, STATES)


def show_states(random: Random) -> Iterator[Case]:
    yield from states_cases(random, PUBLIC_STATES)


def states_cases(random: Random, plans: tuple[States, ...]) -> Iterator[Case]:
    for title, n, N, T, dtype in plans:
        yield Case(title, states(random(title), n, N, T, dtype), depth=T)


def states(rng: np.random.Generator, n: int, N: int, T: int, dtype: str) -> dict[str, Any]:
    """Draw states of a network, a matrix, and a gradient of the context."""
    return {
        "dcontext": rng.standard_normal((n, N)).astype(dtype),
        "h": np.tanh(rng.standard_normal((n, N, T))).astype(dtype),
        "W_hh": (1.3 * rng.standard_normal((n, n)) / n**0.5).astype(dtype),
    }
