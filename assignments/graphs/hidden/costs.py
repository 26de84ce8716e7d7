"""Graphs whose multiplications are to be counted."""

from __future__ import annotations

from collections.abc import Iterator

from assignments.graphs.hidden.sweeps import FEW_DIAMONDS, MANY_DIAMONDS
from autograder.authoring import Case, Random, Sketch, sketches


def draw_costs(random: Random) -> Iterator[Case]:
    for title, sketch, roots, output in sketches(random):
        yield cost_case(title, sketch, roots[0], output)
    for count in (1, 3, FEW_DIAMONDS):
        yield diamond_cost(f"a chain of {count} diamonds", count, random, "ordinary")
    yield diamond_cost(
        f"a chain of {3 * MANY_DIAMONDS} diamonds", 3 * MANY_DIAMONDS, random, "deep"
    )
    sketch = Sketch(random("twice"))
    x = sketch.input()
    y = sketch.node("mul", x, x)
    yield cost_case("the same parent twice", sketch, x, sketch.node("add", y, y), "edge")
    sketch = Sketch(random("nothing"))
    x, other = sketch.input(), sketch.input()
    yield cost_case("a source that plays no part", sketch, other, sketch.node("neg", x), "edge")
    yield cost_case("the source itself", sketch, x, x, "edge")
    sketch = Sketch(random("aside"))
    x, other = sketch.input(), sketch.input()
    output = sketch.node("add", sketch.diamonds(x, 2), sketch.diamonds(other, 3))
    sketch.diamonds(output, 2)
    sketch.node("add", sketch.node("neg", x), other)
    yield cost_case("a graph of which little matters", sketch, x, output, "edge")


def diamond_cost(title: str, count: int, random: Random, kind: str) -> Case:
    sketch = Sketch(random(title))
    source = sketch.input()
    return cost_case(title, sketch, source, sketch.diamonds(source, count), kind)


def cost_case(title: str, sketch: Sketch, source: str, output: str, kind: str = "ordinary") -> Case:
    values = {"graph": sketch.shuffled(), "source": source, "output": output}
    return Case(title, values, kind=kind)
