"""Random computational graphs of many kinds, to be evaluated and differentiated."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.graders.cases import Random
from autograder.graders.sketch import Sketch

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
