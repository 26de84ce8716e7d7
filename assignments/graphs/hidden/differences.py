"""Slopes that are measured, and how far two arrays are apart."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.authoring import Case, Random, Waves


def draw_numerical(random: Random) -> Iterator[Case]:
    shapes: tuple[tuple[int, ...], ...] = ((3,), (2, 3), (4, 1), (1,), (2, 2, 2), (5,), (3, 4))
    for shape in shapes:
        yield waves_case(f"an array of shape {shape}", shape, (), random)
    yield waves_case("a large step", (3, 2), (0.3,), random)
    yield waves_case("a small step", (4,), (1e-4,), random)


def waves_case(title: str, shape: tuple[int, ...], step: tuple[float, ...], random: Random) -> Case:
    rng = random(title)
    values = {"f": Waves(rng.normal(size=shape)), "x": rng.normal(size=shape), "step": step}
    return Case(title, values)


def draw_errors(random: Random) -> Iterator[Case]:
    for shape in ((3,), (2, 4), (), (5, 1), (2, 3, 4)):
        title = f"arrays of shape {shape}"
        rng = random(title)
        a = np.asarray(rng.normal(size=shape))
        yield Case(title, {"a": a, "b": a + 0.3 * rng.normal(size=shape)})
    a = random("scales").normal(size=4)
    yield Case("two arrays of zeros", {"a": np.zeros((2, 3)), "b": np.zeros((2, 3))})
    yield Case("opposite arrays", {"a": a, "b": -a})
    yield Case("one array of zeros", {"a": a, "b": np.zeros(4)})
    yield Case("tiny numbers", {"a": 1e-9 * a, "b": 3e-9 * a})
    yield Case("huge numbers", {"a": 1e9 * a, "b": 1.2e9 * a})
    shapes = {"a": np.ones((3, 1)), "b": np.ones(3)}
    yield Case("two shapes that could be broadcast", shapes, kind="refused", raises="ValueError")
