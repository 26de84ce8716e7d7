"""Random graphs of many kinds, to be ordered and evaluated."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.authoring import Case, Random, Sketch, sketches
from solutions.graphs import Graph


def draw_orders(random: Random) -> Iterator[Case]:
    for title, sketch, _, _ in sketches(random):
        yield Case(title, {"graph": sketch.shuffled()})
    sketch = Sketch(random("a long chain"))
    sketch.diamonds(sketch.input(), 30)
    yield Case("a long chain", {"graph": sketch.shuffled()})
    yield Case("a single node", {"graph": {"x": ("input", ())}})
    yield Case("the same parent twice", {"graph": {"y": ("mul", ("x", "x")), "x": ("input", ())}})
    yield from cycles()


def cycles() -> Iterator[Case]:
    loop: Graph = {"a": ("tanh", ("a",))}
    graph: Graph = {
        "x": ("input", ()),
        "a": ("add", ("x", "c")),
        "b": ("tanh", ("a",)),
        "c": ("neg", ("b",)),
        "d": ("neg", ("x",)),
    }
    for title, cyclic in (("a cycle of three", graph), ("a node that is its own parent", loop)):
        yield Case(title, {"graph": cyclic}, kind="refused", raises="ValueError")


def draw_forwards(random: Random) -> Iterator[Case]:
    for title, sketch, _, _ in sketches(random):
        yield Case(title, {"graph": sketch.graph, "inputs": sketch.inputs})
    for title, sketch, _, _ in sketches(random):
        values = {"graph": sketch.shuffled(), "inputs": sketch.inputs}
        yield Case(f"{title}, in any order", values, kind="unordered")
    graph: Graph = {"x": ("input", ()), "rate": ("input", ()), "y": ("mul", ("x", "rate"))}
    yield Case(
        "an input without a value",
        {"graph": graph, "inputs": {"x": np.ones(2)}},
        kind="refused",
        raises="KeyError",
        naming="rate",
    )
    unknown: Graph = {"x": ("input", ()), "y": ("twirl", ("x",))}
    yield Case(
        "an unknown op",
        {"graph": unknown, "inputs": {"x": np.ones(2)}},
        kind="refused",
        raises="ValueError",
        naming="twirl",
    )
