"""Cases so large that differences in the place of a backward do not end within a call's time.

What is differentiated has tens of thousands of elements, so that moving one after the other takes
that many calls of a forward, twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from assignments.graphs.hidden.networks import Layers, network_values
from assignments.graphs.hidden.single_ops import op_values
from assignments.graphs.hidden.sweeps import one_wrt, with_values
from autograder.authoring import Batch, Case, Random, Sketch

NETWORK = "a large network"
LAYER = Batch("a large layer", 1400, 80, 11)
# Columns do not depend on each other, and can be moved all at once: so there are many rows.
LOGITS = Batch("a large batch of many classes", 1, 1250, 62)
# Where the reference stands in for earlier functions, it is asked for nothing that is far larger
# than the labels: so there are many layers.
LAYERS = Layers(NETWORK, (*range(75, 59, -1), 7), ("tanh",) * 15, 19)


def draw_large(exercise: str, random: Random) -> Iterator[Case]:
    """Draw the large cases of an exercise, if it has any."""
    if exercise in LARGE:
        yield from LARGE[exercise](random)


def draw_bprops(random: Random) -> Iterator[Case]:
    for op, shape, kind in (("mul", (260, 245), "ordinary"), ("matmul", (75, 1400), "matmul")):
        title = f"a large {op}"
        yield Case(title, op_values(op, shape, random(title), columns=17), kind)


def draw_backward(random: Random) -> Iterator[Case]:
    sketch = Sketch(random(NETWORK))
    roots, output = network(sketch)
    yield Case(NETWORK, with_values(sketch, output, roots))


def draw_jacobian(random: Random) -> Iterator[Case]:
    sketch = Sketch(random(NETWORK))
    roots, output = network(sketch)
    values = with_values(sketch, sketch.node("sum", output), roots)
    yield Case(NETWORK, one_wrt(values))


def network(sketch: Sketch) -> tuple[list[str], str]:
    """Build W₂ tanh(W₁ x), and return the names of both matrices, of x and of the output."""
    first, second, x = sketch.input(90, 1250), sketch.input(50, 90), sketch.input(1250, 17)
    sketch.inputs[first] /= np.sqrt(1250)
    hidden = sketch.node("tanh", sketch.node("matmul", first, x))
    return [first, second, x], sketch.node("matmul", second, hidden)


def draw_linear(random: Random) -> Iterator[Case]:
    normal = LAYER.normals(random(LAYER.title))
    n, m, N = LAYER.n, LAYER.m, LAYER.N
    values = {"x": normal(n, N), "W": normal(m, n), "dz": normal(m, N)}
    yield Case(LAYER.title, values)


def draw_elementwise(random: Random) -> Iterator[Case]:
    title, shape = "a large array", (290, 275)
    rng = random(title)
    values: dict[str, Any] = {"name": "sigmoid", "x": rng.uniform(-2, 2, shape)}
    yield Case(title, {**values, "dz": rng.normal(size=shape)})


def draw_cross_entropy(random: Random) -> Iterator[Case]:
    rng = random(LOGITS.title)
    logits = 2 * LOGITS.normals(rng)(LOGITS.m, LOGITS.N)
    values = {"logits": logits, "labels": rng.integers(0, LOGITS.m, LOGITS.N)}
    yield Case(LOGITS.title, values)


def draw_deep_backward(random: Random) -> Iterator[Case]:
    yield Case(LAYERS.title, network_values(LAYERS, random(LAYERS.title)))


LARGE: dict[str, Callable[[Random], Iterator[Case]]] = {
    "bprop": draw_bprops,
    "backward": draw_backward,
    "jacobian": draw_jacobian,
    "linear_backward": draw_linear,
    "elementwise_backward": draw_elementwise,
    "softmax_cross_entropy": draw_cross_entropy,
    "deep_backward": draw_deep_backward,
}
