"""Graphs of single numbers, whose gradients are to be written as graphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.authoring import Case, Graph, Random, Sketch
from solutions.derivatives import build_grad, forward

SMOOTH = ("neg", "tanh", "exp_log")
ROUNDING = 1e-9


def asked(sketch: Sketch, output: str, wrt: list[str]) -> dict[str, Any]:
    """Return a graph in any order with its inputs, and what is to be differentiated."""
    graph = sketch.shuffled()
    return {"graph": graph, "inputs": sketch.inputs, "output": output, "wrt": wrt}


def clear_cut(rng: np.random.Generator, inputs: int, size: int) -> dict[str, Any]:
    """Draw a graph none of whose derivatives cancels: what rounding leaves says nothing."""
    while True:
        sketch = Sketch(rng)
        roots = [sketch.input() for _ in range(inputs)]
        drawn = asked(sketch, sketch.grow(roots, size, SMOOTH), roots)
        if all(abs(slope) > ROUNDING for slope in derivatives_of(drawn)):
            return drawn


def derivatives_of(drawn: dict[str, Any]) -> Iterator[float]:
    """Yield the first derivatives, then those of the one with respect to the first input."""
    graph, name = drawn["graph"], drawn["output"]
    for _ in range(2):
        graph, names = build_grad(graph, name, drawn["wrt"])
        values = forward(graph, drawn["inputs"])
        yield from (float(values[names[root]]) for root in drawn["wrt"])
        name = names[drawn["wrt"][0]]


def draw_symbolic(random: Random) -> Iterator[Case]:
    for number in range(1, 9):
        title = f"scalar graph number {number}"
        yield Case(title, clear_cut(random(title), 1 + number % 3, 2 + number))
    sketch = Sketch(random("quotients"))
    a, b = sketch.input(), sketch.input()
    ratio = sketch.node("mul", a, sketch.node("reciprocal", sketch.node("exp", b)))
    squared = sketch.node("mul", ratio, ratio)
    yield Case("a quotient times itself", asked(sketch, squared, [a, b]))
    sketch = Sketch(random("unconnected"))
    a, b = sketch.input(), sketch.input()
    output = sketch.node("tanh", a)
    sketch.node("mul", a, b)
    values = asked(sketch, output, [b, a])
    yield Case("an input that plays no part", values, kind="unconnected")
    sketch = Sketch(random("long"))
    source, other = sketch.input(), sketch.input()
    aside = sketch.diamonds(other, 3)
    output = sketch.node("mul", sketch.diamonds(source, 10), aside)
    sketch.diamonds(output, 5)
    values = asked(sketch, output, [source])
    # Two out of each diamond's joint, two into the next; and the product with `aside`.
    edges = 10 * 4 + 1
    yield Case("a chain of 10 diamonds", {**values, "edges": edges}, kind="long")
    chain = [name for name, (_, parents) in sketch.graph.items() if parents]
    several = {**values, "wrt": [source, *chain[9:39]], "edges": edges}
    yield Case("a chain of 10 diamonds, of which all parts are asked for", several, kind="long")
    sketch = Sketch(random("aside"))
    source, other = sketch.input(), sketch.input()
    output = sketch.node("mul", sketch.node("tanh", source), sketch.diamonds(other, 40))
    little = {**asked(sketch, output, [source]), "edges": 2}
    yield Case("a graph of which little matters", little, kind="long")
    graph: Graph = {"x": ("input", ()), "y": ("relu", ("x",))}
    refused = {"graph": graph, "inputs": {"x": np.array(1.0)}, "output": "y", "wrt": ["x"]}
    yield Case("an op without one", refused, kind="refused", raises="ValueError", naming="relu")
