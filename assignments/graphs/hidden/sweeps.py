"""Graphs with their values, to be swept backwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.authoring import Case, Random, Sketch, product_of_matrices, sketches
from solutions import graphs
from solutions.graphs import Graph

FEW_DIAMONDS = 7
MANY_DIAMONDS = 40


def with_values(sketch: Sketch, output: str, wrt: list[str]) -> dict[str, Any]:
    """Return a graph in any order with all its values, and what is to be differentiated."""
    return {
        "graph": sketch.shuffled(),
        "inputs": sketch.inputs,
        "values": graphs.forward(sketch.graph, sketch.inputs),
        "output": output,
        "wrt": wrt,
    }


def draw_backwards(random: Random) -> Iterator[Case]:
    for title, sketch, roots, output in sketches(random):
        yield Case(title, with_values(sketch, output, roots))
    for title, shape in (("smooth nodes", (3, 2)), ("smooth nodes on a vector", (4,))):
        yield Case(title, smooth_values(random(title), shape), check_gradient=True)
    yield from unconnected(random)
    yield from counted(random)


def smooth_values(rng: np.random.Generator, shape: tuple[int, ...]) -> dict[str, Any]:
    """Build a graph without a kink, at which differences are no slopes, or a cancellation."""
    sketch = Sketch(rng)
    a, b = sketch.input(*shape), sketch.input(*shape)
    product = sketch.node("mul", sketch.node("tanh", a), b)
    factor = sketch.node("squash", sketch.node("add", product, a))
    output = sketch.node("add", sketch.node("mul", product, factor), sketch.node("tanh", b))
    return with_values(sketch, output, [a, b])


def unconnected(random: Random) -> Iterator[Case]:
    sketch = Sketch(random("an input that plays no part"))
    x, other = sketch.input(2, 3), sketch.input(4)
    output = sketch.node("mul", sketch.node("tanh", x), x)
    sketch.node("sum", other)
    values = with_values(sketch, output, [other, x])
    yield Case("an input that plays no part", values, kind="unconnected")
    yield Case("the output itself", {**values, "wrt": [output]}, kind="unconnected")
    sketch = Sketch(random("a node in the middle"))
    x = sketch.input(3)
    middle = sketch.node("tanh", x)
    output = sketch.node("add", sketch.node("mul", middle, x), sketch.node("neg", middle))
    values = with_values(sketch, output, [middle])
    yield Case("a node in the middle", values, kind="unconnected")
    both = {**values, "wrt": [middle, x]}
    yield Case("a node and what it is made of", both, kind="unconnected")


def counted(random: Random) -> Iterator[Case]:
    for count in (FEW_DIAMONDS, MANY_DIAMONDS):
        title = f"a chain of {count} diamonds"
        sketch = Sketch(random(title))
        source = sketch.input(3)
        yield counted_case(title, sketch, source, sketch.diamonds(source, count))
    title = "a graph of which little matters"
    sketch = Sketch(random(title))
    source, other = sketch.input(2, 2), sketch.input(2, 2)
    output = sketch.node("mul", sketch.diamonds(source, 2), sketch.diamonds(other, 3))
    sketch.diamonds(output, 6)
    yield counted_case(title, sketch, source, output)


def counted_case(title: str, sketch: Sketch, source: str, output: str) -> Case:
    values = with_values(sketch, output, [source])
    values["most_calls"] = graphs.table_cost(sketch.graph, source, output)
    return Case(title, values, kind="counted", counted="bprop")


def draw_jacobians(random: Random) -> Iterator[Case]:
    shapes: tuple[tuple[int, ...], ...] = ((3,), (2, 2), (4,), (1,), (), (3, 2), (5,))
    for shape in shapes:
        title = f"a graph on arrays of shape {shape}"
        sketch = Sketch(random(title))
        roots = [sketch.input(*shape), sketch.input(*shape)]
        output = sketch.grow(roots, 6)
        yield Case(title, one_wrt(with_values(sketch, output, roots[:1])))
    sketch = Sketch(random("a matrix product"))
    roots, output = product_of_matrices(sketch)
    yield Case("a matrix product", one_wrt(with_values(sketch, output, roots[1:2])))
    sketch = Sketch(random("a sum"))
    x = sketch.input(2, 3)
    output = sketch.node("sum", sketch.node("tanh", x))
    yield Case("a single number", one_wrt(with_values(sketch, output, [x])))
    graph: Graph = {
        "mask": ("input", ()),
        "seed": ("tanh", ("mask",)),
        "picked": ("mul", ("seed", "mask")),
    }
    taken = {"graph": graph, "values": graphs.forward(graph, {"mask": random("m").normal(size=3)})}
    taken |= {"output": "picked", "wrt": "mask"}
    yield Case("names that one may think of", taken, kind="taken")
    values: dict[str, Any] = {
        "graph": {"x": ("input", ()), "y": ("floor", ("x",)), "z": ("tanh", ("y",))},
        "values": {"x": np.array([1.5]), "y": np.array([1.0]), "z": np.tanh([1.0])},
    }
    refused = {**values, "output": "z", "wrt": "x"}
    yield Case(
        "an op without a gradient", refused, kind="refused", raises="ValueError", naming="floor"
    )


def one_wrt(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "wrt": values["wrt"][0]}
