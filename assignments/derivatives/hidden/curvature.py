"""Hessians and matrices of which only products with a vector are known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.authoring import BATCHES, Batch, Case, Random, Seed

LARGE = (
    Batch("a Hessian of millions of numbers", 80, 30, 6, scale=0.3),
    Batch("blocks of millions of numbers, for one example", 3, 2000, 4),
    Batch("blocks of millions of numbers, for one input", 2000, 3, 4),
)


def draw_hessians(random: Random) -> Iterator[Case]:
    for batch in BATCHES:
        yield Case(batch.title, hessian_values(batch, random(batch.title)))
    for large in LARGE:
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
