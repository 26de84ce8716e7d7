"""Graphs with their values, and how fast their inputs move."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.authoring import Array, Case, Random, sketches
from solutions.derivatives import forward


def draw_jvps(random: Random) -> Iterator[Case]:
    for title, sketch, roots, output in sketches(random):
        values = {
            "graph": sketch.shuffled(),
            "values": forward(sketch.graph, sketch.inputs),
            "output": output,
        }
        rng = random(f"tangents of {title}")
        tangents = {name: like(sketch.inputs[name], rng) for name in roots}
        yield Case(title, {**values, "tangents": tangents})
        if len(roots) > 1:
            still = {**values, "tangents": {roots[0]: tangents[roots[0]]}}
            yield Case(f"{title}, one input moves", still, kind="still")
    values = {
        "graph": {"x": ("input", ()), "y": ("floor", ("x",))},
        "values": {"x": np.array([1.5]), "y": np.array([1.0])},
        "tangents": {"x": np.ones(1)},
        "output": "y",
    }
    yield Case(
        "an op without a derivative", values, kind="refused", raises="ValueError", naming="floor"
    )


def like(array: Array, rng: np.random.Generator) -> Array:
    return np.asarray(rng.normal(size=array.shape)).astype(array.dtype)
