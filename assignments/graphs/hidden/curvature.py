"""Slopes and curvatures that are measured: differences, Hessians, eigenvalues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.authoring import BATCHES, Batch, Case, Random, Seed, Waves


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


def draw_hessians(random: Random) -> Iterator[Case]:
    for batch in BATCHES:
        yield Case(batch.title, hessian_values(batch, random(batch.title)))
    large = Batch("a Hessian of millions of numbers", 80, 30, 6, scale=0.3)
    values = hessian_values(large, random(large.title))
    yield Case(large.title, values, kind="memory", megabytes=12)


def hessian_values(batch: Batch, rng: np.random.Generator) -> dict[str, Any]:
    normal = batch.normals(rng)
    # Logits of ordinary size: where a class is nearly certain, float32 has no digits of the rest.
    size = batch.scale**2 * np.sqrt(batch.n)
    return {
        "W": (normal(batch.m, batch.n) / size).astype(batch.dtype),
        "x": normal(batch.n, batch.N),
        "labels": rng.integers(0, batch.m, batch.N),
        "v": normal(batch.m, batch.n),
    }


SPECTRA = {
    "a large gap": [3.0, 1.0, 0.5],
    "a negative dominant eigenvalue": [-4.0, 2.0, 1.0, 0.1],
    "tiny eigenvalues": [2e-6, -1e-6, 1e-7],
    "huge eigenvalues": [5e6, 3e6, -1e6, 2.0, 1.0],
    "five rows": [-2.5, 1.5, 1.0, 0.4, -0.2],
    "the same eigenvalue twice": [2.0, 2.0, 0.5, 0.1],
    "a single row": [-1.5],
}


def draw_eigenvalues(random: Random) -> Iterator[Case]:
    for title, spectrum in SPECTRA.items():
        yield eigenvalue_case(title, spectrum, random)
    yield eigenvalue_case("few products with a large matrix", [5.0, *11 * [0.001]], random, 6)
    n = 4
    ones = np.ones((n, 1)) / np.sqrt(n)
    matrix = 3 * (np.eye(n) - ones @ ones.T) + ones @ ones.T
    values = {"matrix": matrix, "n": n, "iterations": 60, "rng": Seed(seed(random("ones")))}
    yield Case("a dominant eigenvector at right angles to (1, 1, 1, 1)", values)
    zero = {**values, "matrix": np.zeros((n, n))}
    yield Case("a matrix of zeros", zero, kind="zero")


def eigenvalue_case(
    title: str, spectrum: list[float], random: Random, iterations: int = 80
) -> Case:
    rng = random(title)
    n = len(spectrum)
    basis, _ = np.linalg.qr(rng.normal(size=(n, n)))
    values = {"matrix": basis @ np.diag(spectrum) @ basis.T, "n": n}
    values["iterations"] = iterations
    return Case(title, {**values, "rng": Seed(seed(rng))})


def seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**62))
