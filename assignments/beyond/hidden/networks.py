"""Recurrent networks that are trained, chunk by chunk or on their own outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.authoring import Array, Case, Random

Values = dict[str, Any]


@dataclass(frozen=True)
class Sizes:
    """Inputs, hidden units, outputs, batch and steps: different wherever a mix-up could hide."""

    title: str
    d: int
    n: int
    q: int
    N: int
    T: int
    dtype: str = "float64"
    check_gradient: bool = False


# With the steps from an update to the next, and those that a gradient goes back.
CHUNKED = (
    (Sizes("3 inputs, 5 hidden units, 4 outputs, batch of 11, 9 steps", 3, 5, 4, 11, 9), 3, 4),
    (Sizes("a shorter last chunk", 4, 6, 3, 5, 11), 4, 5),
    (Sizes("more inputs than hidden units", 7, 3, 4, 5, 10), 2, 3),
    (Sizes("an update after every step", 3, 4, 5, 6, 7), 1, 4),
    (Sizes("gradients back to the beginning", 5, 4, 3, 6, 9), 2, 30),
    (Sizes("a batch of one", 4, 6, 3, 1, 8), 3, 5),
    (Sizes("a single step", 5, 4, 3, 6, 1), 1, 1),
    (Sizes("a single hidden unit", 3, 1, 4, 5, 8), 3, 4),
    (Sizes("a long sequence", 4, 5, 3, 7, 45), 6, 11),
    (Sizes("float32", 3, 7, 4, 5, 9, dtype="float32"), 3, 4),
)
ALIKE = (
    (Sizes("chunks and gradients of 3 steps", 3, 5, 4, 11, 9), 3, 3),
    (Sizes("chunks and gradients of 4 steps, a shorter last chunk", 5, 4, 3, 7, 10), 4, 4),
    (Sizes("one chunk that holds all steps", 4, 3, 5, 6, 7), 7, 7),
    (Sizes("one chunk that is longer than the sequence", 3, 6, 4, 5, 5), 8, 9),
)
REFUSED = (("k1 = 0", 0, 3), ("a negative k1", -2, 3), ("k2 less than k1", 4, 3), ("zeros", 0, 0))
LEARNING_RATE = 0.8  # not 1, and large enough for an update to show in the losses after it

FORCED = (
    Sizes("3 features, 5 hidden units, batch of 11, 7 steps", 3, 5, 3, 11, 7),
    Sizes("more features than hidden units", 6, 4, 6, 3, 5, check_gradient=True),
    Sizes("a batch of one", 4, 6, 4, 1, 5),
    Sizes("a single step", 5, 4, 5, 3, 1),
    Sizes("a batch of one, a single step", 3, 4, 3, 1, 1),
    Sizes("a single hidden unit", 3, 1, 3, 4, 6, check_gradient=True),
    Sizes("a long sequence", 4, 5, 4, 3, 24),
    Sizes("float32", 3, 7, 3, 4, 6, dtype="float32"),
)
# So many weights that differences in the place of a gradient do not end within the time of a call.
LARGE = Sizes("a large network", 320, 80, 320, 3, 5)

PUBLIC_CHUNKED = (
    (Sizes("3 inputs, 5 hidden units, 4 outputs, batch of 6, 8 steps", 3, 5, 4, 6, 8), 4, 4),
    (Sizes("4 inputs, 3 hidden units, 5 outputs, batch of 7, 9 steps", 4, 3, 5, 7, 9), 3, 5),
    (Sizes("5 inputs, 6 hidden units, 3 outputs, a batch of one, 7 steps", 5, 6, 3, 1, 7), 2, 10),
    (Sizes("6 inputs, 4 hidden units, 5 outputs, batch of 3, a single step", 6, 4, 5, 3, 1), 2, 3),
)
PUBLIC_FORCED = (
    Sizes("3 features, 5 hidden units, batch of 6, 4 steps", 3, 5, 3, 6, 4),
    Sizes("4 features, 3 hidden units, batch of 7, 5 steps", 4, 3, 4, 7, 5),
    Sizes("5 features, 6 hidden units, a batch of one, 3 steps", 5, 6, 5, 1, 3),
    Sizes("3 features, 4 hidden units, batch of 5, a single step", 3, 4, 3, 5, 1),
)


def network(rng: np.random.Generator, sizes: Sizes) -> Values:
    """Draw parameters and a first state; no unit saturates, and the state is remembered."""
    d, n, q = sizes.d, sizes.n, sizes.q

    def normal(scale: float, *shape: int) -> Array:
        return (scale * rng.standard_normal(shape)).astype(sizes.dtype)

    parameters = {
        "W_hx": normal(0.7 / d**0.5, n, d),
        "W_hh": normal(1.1 / n**0.5, n, n),
        "W_qh": normal(1 / n**0.5, q, n),
    }
    return {"h0": normal(0.7, n, sizes.N), "parameters": parameters}


def chunked_case(random: Random, sizes: Sizes, k1: int, k2: int, **more: Any) -> Case:
    """Draw a sequence to train on, with both lengths."""
    rng = random(sizes.title)
    values = network(rng, sizes)
    for name, rows in (("x", sizes.d), ("y", sizes.q)):
        values[name] = rng.standard_normal((rows, sizes.N, sizes.T)).astype(sizes.dtype)
    values |= {"k1": k1, "k2": k2, "lr": LEARNING_RATE}
    return Case(sizes.title, values, depth=sizes.T, **more)


def draw_chunked(random: Random) -> Iterator[Case]:
    for sizes, k1, k2 in CHUNKED:
        yield chunked_case(random, sizes, k1, k2)
    for sizes, k1, k2 in ALIKE:
        yield chunked_case(random, sizes, k1, k2, kind="alike")
    for title, k1, k2 in REFUSED:
        sizes = replace(CHUNKED[0][0], title=title)
        yield chunked_case(random, sizes, k1, k2, kind="refused", raises="ValueError")


def show_chunked(random: Random) -> Iterator[Case]:
    for sizes, k1, k2 in PUBLIC_CHUNKED:
        titled = replace(sizes, title=f"{sizes.title}, k1 = {k1}, k2 = {k2}")
        yield chunked_case(random, titled, k1, k2)
    titled = replace(PUBLIC_CHUNKED[0][0], title="k1 = 3, k2 = 2")
    yield chunked_case(random, titled, 3, 2, raises="ValueError")


def forced_case(random: Random, sizes: Sizes, title: str, forced: Array, kind: str) -> Case:
    """Draw a sequence to predict."""
    rng = random(title)
    values = network(rng, sizes)
    values["y"] = rng.standard_normal((sizes.q, sizes.N, sizes.T + 1)).astype(sizes.dtype)
    return Case(title, {**values, "forced": forced}, kind, sizes.T,
                check_gradient=sizes.check_gradient and kind == "ordinary")  # fmt: skip


def draw_forced(random: Random) -> Iterator[Case]:
    first, *others = FORCED
    for sizes in (first, LARGE, *others):
        yield forced_case(random, sizes, sizes.title, mixed(random, sizes), "ordinary")
    for sizes in (first, *others[:3]):
        for words, kind, value in (
            ("all steps forced", "forced", True),
            ("running free", "free", False),
        ):
            forced = np.full(sizes.T, value)
            yield forced_case(random, sizes, f"{sizes.title}, {words}", forced, kind)
    forced = np.array([False, *[True] * (first.T - 1)])
    yield forced_case(random, first, "all steps forced but the first", forced, "forced")


def show_forced(random: Random) -> Iterator[Case]:
    first, *others = PUBLIC_FORCED
    yield forced_case(random, first, f"{first.title}, all forced", np.full(4, True), "forced")
    yield forced_case(random, first, f"{first.title}, running free", np.full(4, False), "free")
    for sizes in others:
        title = f"{sizes.title}, some forced"
        yield forced_case(random, sizes, title, mixed(random, sizes), "ordinary")


def mixed(random: Random, sizes: Sizes) -> Array:
    """Say what is forced: every other pair of steps, so that all four neighbourhoods come."""
    shift = int(random(f"{sizes.title}, which are forced").integers(4))
    return (np.arange(sizes.T) + shift) % 4 < 2
