"""Batches of examples, for one layer and its loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from autograder.authoring import Array, Case, Random


@dataclass(frozen=True)
class Batch:
    """Inputs, outputs and examples: all different wherever a mix-up could hide."""

    title: str
    n: int
    m: int
    N: int
    dtype: str = "float64"
    scale: float = 1.0


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


def draw_linear(random: Random) -> Iterator[Case]:
    for batch in BATCHES:
        normal = normals(batch, random(batch.title))
        yield Case(
            batch.title,
            {
                "x": normal(batch.n, batch.N),
                "W": normal(batch.m, batch.n),
                "dz": normal(batch.m, batch.N),
            },
        )


def normals(batch: Batch, rng: np.random.Generator) -> Callable[..., Array]:
    def normal(*shape: int) -> Array:
        return (batch.scale * rng.normal(size=shape)).astype(batch.dtype)

    return normal


def draw_cross_entropies(random: Random) -> Iterator[Case]:
    for batch in BATCHES:
        rng = random(batch.title)
        logits = 2 * normals(batch, rng)(batch.m, batch.N)
        values = {"logits": logits, "labels": rng.integers(0, batch.m, batch.N)}
        yield Case(batch.title, values, check_gradient=batch is BATCHES[1])
    yield extreme_logits()


def extreme_logits() -> Case:
    logits = np.array([[1000.0, -1000.0, 0.0], [999.0, -1000.0, -1000.0], [-1000.0, -1001.0, 0.0]])
    return Case(
        "logits of ±1000", {"logits": logits, "labels": np.array([1, 0, 1])}, kind="extreme"
    )
