"""Batches of examples, for one layer and its loss."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.authoring import BATCHES, Case, Random


def draw_linear(random: Random) -> Iterator[Case]:
    for batch in BATCHES:
        normal = batch.normals(random(batch.title))
        yield Case(
            batch.title,
            {
                "x": normal(batch.n, batch.N),
                "W": normal(batch.m, batch.n),
                "dz": normal(batch.m, batch.N),
            },
        )


def draw_cross_entropies(random: Random) -> Iterator[Case]:
    for batch in BATCHES:
        rng = random(batch.title)
        logits = 2 * batch.normals(rng)(batch.m, batch.N)
        values = {"logits": logits, "labels": rng.integers(0, batch.m, batch.N)}
        yield Case(batch.title, values, check_gradient=batch is BATCHES[1])
    yield extreme_logits()


def extreme_logits() -> Case:
    logits = np.array([[1000.0, -1000.0, 0.0], [999.0, -1000.0, -1000.0], [-1000.0, -1001.0, 0.0]])
    return Case(
        "logits of ±1000", {"logits": logits, "labels": np.array([1, 0, 1])}, kind="extreme"
    )
