"""Graphs with their values, and how fast their inputs move."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.authoring import Array, Case, Random, Sketch, sketches
from solutions.derivatives import forward


def draw_jvps(random: Random) -> Iterator[Case]:
    for title, sketch, roots, output in graphs(random):
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
    yield Case("five inputs, none of which moves", nothing_moves(random), kind="still")
    values = {
        "graph": {"x": ("input", ()), "y": ("floor", ("x",)), "z": ("tanh", ("x",))},
        "values": {"x": np.array([1.5]), "y": np.array([1.0]), "z": np.tanh([1.5])},
        "tangents": {"x": np.ones(1)},
    }
    title, refused = "an op without a derivative", {**values, "output": "y"}
    yield Case(title, refused, kind="refused", raises="ValueError", naming="floor")
    yield Case(f"{title} that the output does not need", {**values, "output": "z"}, kind="aside")


def graphs(random: Random) -> Iterator[tuple[str, Sketch, list[str], str]]:
    """Yield graphs of many kinds, then those in which a wrong factor or parent still fits."""
    yield from sketches(random)
    for title, build in (("square matrices", square_matrices), ("ties of max", ties)):
        sketch = Sketch(random(title))
        roots, output = build(sketch)
        yield title, sketch, roots, output


def square_matrices(sketch: Sketch) -> tuple[list[str], str]:
    """Build A tanh(B A): all factors have one shape."""
    a, b = sketch.input(3, 3), sketch.input(3, 3)
    hidden = sketch.node("tanh", sketch.node("matmul", b, a))
    return [a, b], sketch.node("matmul", a, hidden)


def ties(sketch: Sketch) -> tuple[list[str], str]:
    """Build the maximum of two inputs of which every other element is the same."""
    a, b = sketch.input(8), sketch.input(8)
    sketch.inputs[b][::2] = sketch.inputs[a][::2]
    return [a, b], sketch.node("tanh", sketch.node("max", a, b))


def nothing_moves(random: Random) -> dict[str, Any]:
    """Draw a graph that ends in an array, with no tangents at all."""
    sketch = Sketch(random("nothing moves"))
    output = sketch.grow([sketch.input(2, 5) for _ in range(5)], 6)
    values = forward(sketch.graph, sketch.inputs)
    return {"graph": sketch.shuffled(), "values": values, "output": output, "tangents": {}}


def like(array: Array, rng: np.random.Generator) -> Array:
    return np.asarray(rng.normal(size=array.shape)).astype(array.dtype)
