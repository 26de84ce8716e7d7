"""Random graphs of many kinds, to be ordered and evaluated."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assignments.graphs.hidden.sketch import Sketch
from autograder.authoring import Case, Random
from solutions.graphs import Graph

GRAPHS = (
    ("a few nodes", 2, (3, 4), 3, "float64"),
    ("single numbers", 2, (), 5, "float64"),
    ("many nodes", 3, (2, 3), 14, "float64"),
    ("long vectors", 2, (17,), 8, "float64"),
    ("one input", 1, (4, 2), 6, "float64"),
    ("five inputs", 5, (2, 5), 9, "float64"),
    ("float32", 2, (3, 2), 7, "float32"),
)


def sketches(random: Random) -> Iterator[tuple[str, Sketch, list[str], str]]:
    """Yield titled graphs with the names of their inputs and of their last node."""
    for title, inputs, shape, size, dtype in GRAPHS:
        sketch = Sketch(random(title), dtype)
        roots = [sketch.input(*shape) for _ in range(inputs)]
        yield title, sketch, roots, sketch.grow(roots, size)
    for title, build in (("a matrix product", product_of_matrices), ("one of each", one_of_each)):
        sketch = Sketch(random(title))
        roots, output = build(sketch)
        yield title, sketch, roots, output


def product_of_matrices(sketch: Sketch) -> tuple[list[str], str]:
    """Build a small network: W₂ tanh(W₁ x), and the same matrix once more at the end."""
    x, first, second = sketch.input(3, 5), sketch.input(4, 3), sketch.input(2, 4)
    hidden = sketch.node("tanh", sketch.node("matmul", first, x))
    output = sketch.node("matmul", second, sketch.node("add", hidden, sketch.node("relu", hidden)))
    return [x, first, second], output


def one_of_each(sketch: Sketch) -> tuple[list[str], str]:
    """Build a graph that has every operation, and ends in a single number."""
    a, b, matrix = sketch.input(3, 2), sketch.input(3, 2), sketch.input(4, 3)
    three = sketch.constant(3.0)
    product = sketch.node("matmul", matrix, sketch.node("max", a, sketch.node("mul", b, three)))
    smooth = sketch.node("exp_log", sketch.node("tanh", product))
    both = sketch.node("add", sketch.node("relu", product), sketch.node("squash", smooth))
    return [a, b, matrix], sketch.node("sum", sketch.node("neg", both))


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
