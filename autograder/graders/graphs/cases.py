"""The cases of `graphs`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.graders.cases import generator
from autograder.graders.exercise import Array, Case, Exercise
from autograder.graders.function import Waves
from autograder.graders.graphs.sketch import SCALAR_OPS, Sketch
from autograder.sandbox.wire import Seed
from solutions import graphs
from solutions.graphs import Graph

Rng = np.random.Generator
Draw = Callable[[str, "Random"], Iterator[Case]]
FEW_DIAMONDS = 7
MANY_DIAMONDS = 40


@dataclass(frozen=True)
class Random:
    """Gives each case a random generator of its own, by its title."""

    secret: bytes
    exercise: str

    def __call__(self, title: str) -> Rng:
        return generator(self.secret, "graphs", self.exercise, title)


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more at the end: the same inputs must give the same outputs.
    """
    cases = list(DRAWS[exercise.name](Random(secret, exercise.name)))
    return [*cases, replace(cases[0], title="the first case once more")]


# ---------------------------------------------------------------------------------- whole graphs

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


# ------------------------------------------------------------------------------------ single ops

OPS = {
    "add": "ordinary",
    "mul": "ordinary",
    "neg": "ordinary",
    "max": "choice",
    "relu": "choice",
    "matmul": "matmul",
    "tanh": "smooth",
    "exp": "smooth",
    "log": "smooth",
    "sum": "smooth",
    "reciprocal": "smooth",
}
SHAPES = ((3, 4), (2, 5), (6,), (), (4, 1))


def draw_bprops(random: Random) -> Iterator[Case]:
    for op, kind in OPS.items():
        for shape in ((3, 4), (5, 1)) if op == "matmul" else SHAPES:
            title = f"{op} of shape {shape}"
            yield bprop_case(op, kind, shape, random(title), title)
    values = op_values("mul", (3, 2), random("twins"))
    twin = {**values, "parents": [values["parents"][0]] * 2}
    twin["value"] = twin["parents"][0] ** 2
    yield Case("a node times itself", twin)
    a, b = np.array([1.0, 2.0, 3.0]), np.array([1.0, 5.0, 3.0])
    tie = {"op": "max", "parents": [a, b], "value": np.maximum(a, b), "upstream": 2 * a}
    yield Case("a max of equals", tie, kind="choice")
    unknown = {**values, "op": "floor", "parents": values["parents"][:1]}
    yield Case(
        "an op without a gradient", unknown, kind="refused", raises="ValueError", naming="floor"
    )


def bprop_case(op: str, kind: str, shape: tuple[int, ...], rng: Rng, title: str) -> Case:
    return Case(title, op_values(op, shape, rng), kind=kind)


def op_values(op: str, shape: tuple[int, ...], rng: Rng) -> dict[str, Any]:
    """Draw what an operation's parents, its value and the gradient that arrives may be."""
    count = 2 if op in ("add", "mul", "max", "matmul") else 1
    parents = [np.asarray(rng.normal(size=shape)) for _ in range(count)]
    if op == "matmul":
        parents[1] = rng.normal(size=(shape[1], 7))
    if op == "log":
        parents = [np.exp(parent) for parent in parents]
    if op == "reciprocal":
        parents = [np.copysign(0.5 + np.abs(parent), parent) for parent in parents]
    names = tuple("ab"[:count])
    graph: Graph = {**dict.fromkeys(names, ("input", ())), "value": (op, names)}
    value = graphs.forward(graph, dict(zip(names, parents, strict=True)))["value"]
    upstream = np.asarray(rng.normal(size=np.shape(value)))
    return {"op": op, "parents": parents, "value": value, "upstream": upstream}


def draw_elementwise(random: Random) -> Iterator[Case]:
    for name in ("relu", "tanh", "sigmoid"):
        for shape in SHAPES:
            title = f"{name} of shape {shape}"
            rng = random(title)
            x = np.asarray(2 * rng.normal(size=shape))
            yield Case(title, {"name": name, "x": x, "dz": np.asarray(rng.normal(size=shape))})
        single = {"name": name, "x": random(name).normal(size=(3, 5)).astype("float32")}
        single["dz"] = random(f"{name} upstream").normal(size=(3, 5)).astype("float32")
        yield Case(f"{name} in float32", single)
        huge = {"name": name, "x": np.array([[1000.0, -1000.0, 0.5]]), "dz": np.ones((1, 3))}
        yield Case(f"{name} of ±1000", huge, kind="extreme")
    unknown = {"name": "swirl", "x": np.ones(3), "dz": np.ones(3)}
    yield Case("an unknown function", unknown, kind="refused", raises="ValueError", naming="swirl")


# ------------------------------------------------------------------------------- reverse, forward


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
        check = title in ("a few nodes", "a matrix product")
        yield Case(title, with_values(sketch, output, roots), check_gradient=check)
    yield from unconnected(random)
    yield from counted(random)


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
    aside = sketch.grow([other], 8)
    output = sketch.node("mul", sketch.diamonds(source, 2), aside)
    sketch.grow([output, source], 8)
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
    yield Case("names that one may think of", {**taken, "output": "picked", "wrt": "mask"})
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


def draw_jvps(random: Random) -> Iterator[Case]:
    for title, sketch, roots, output in sketches(random):
        values = with_values(sketch, output, roots)
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


def like(array: Array, rng: Rng) -> Array:
    return np.asarray(rng.normal(size=array.shape)).astype(array.dtype)


def draw_symbolic(random: Random) -> Iterator[Case]:
    for number in range(1, 9):
        title = f"a scalar graph, the {number}. of 8"
        sketch = Sketch(random(title))
        roots = [sketch.input() for _ in range(1 + number % 3)]
        output = sketch.grow(roots, 2 + number, SCALAR_OPS[2:])
        yield Case(title, with_values(sketch, output, roots))
    sketch = Sketch(random("quotients"))
    a, b = sketch.input(), sketch.input()
    ratio = sketch.node("mul", a, sketch.node("reciprocal", sketch.node("exp", b)))
    squared = sketch.node("mul", ratio, ratio)
    yield Case("a quotient times itself", with_values(sketch, squared, [a, b]))
    sketch = Sketch(random("unconnected"))
    a, b = sketch.input(), sketch.input()
    output = sketch.node("tanh", a)
    sketch.node("mul", a, b)
    values = with_values(sketch, output, [b, a])
    yield Case("an input that plays no part", values, kind="unconnected")
    sketch = Sketch(random("long"))
    source, other = sketch.input(), sketch.input()
    aside = sketch.diamonds(other, 3)
    output = sketch.node("mul", sketch.diamonds(source, 10), aside)
    sketch.diamonds(output, 5)
    values = with_values(sketch, output, [source])
    edges = graphs.table_cost(sketch.graph, source, output)
    yield Case("a chain of 10 diamonds", {**values, "edges": edges}, kind="long")
    chain = [name for name, (_, parents) in sketch.graph.items() if parents]
    several = {**values, "wrt": [source, *chain[9:39]], "edges": edges}
    yield Case("a chain of 10 diamonds, of which all parts are asked for", several, kind="long")
    sketch = Sketch(random("aside"))
    source, other = sketch.input(), sketch.input()
    output = sketch.node("mul", sketch.node("tanh", source), sketch.diamonds(other, 40))
    little = {**with_values(sketch, output, [source]), "edges": 2}
    yield Case("a graph of which little matters", little, kind="long")
    graph: Graph = {"x": ("input", ()), "y": ("relu", ("x",))}
    refused = {"graph": graph, "inputs": {"x": np.array(1.0)}, "output": "y", "wrt": ["x"]}
    yield Case("an op without one", refused, kind="refused", raises="ValueError", naming="relu")


# ------------------------------------------------------------------------------------ the costs


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


def draw_chains(random: Random) -> Iterator[Case]:
    for mode in ("forward", "reverse"):
        for length in (2, 3, 4, 6, 9):
            title = f"{length - 1} layers, {mode}"
            dims = [int(size) for size in random(title).integers(1, 60, length)]
            yield Case(title, {"dims": dims, "mode": mode})
    unknown = {"dims": [3, 4, 5], "mode": "sideways"}
    yield Case("an unknown mode", unknown, kind="refused", raises="ValueError", naming="sideways")


# --------------------------------------------------------------------------- networks of layers


@dataclass(frozen=True)
class Batch:
    """Inputs, outputs and examples: all different wherever a mix-up could hide."""

    title: str
    n: int
    m: int
    N: int
    dtype: str = "float64"
    scale: float = 1.0


BATCHES = (
    Batch("an ordinary batch", 3, 4, 5),
    Batch("more inputs than outputs", 6, 3, 4),
    Batch("a batch of one", 4, 5, 1),
    Batch("a single input", 1, 3, 6),
    Batch("a large batch", 5, 4, 33),
    Batch("large numbers", 4, 3, 6, scale=3.0),
    Batch("small numbers", 3, 6, 4, scale=0.05),
    Batch("float32", 5, 4, 3, dtype="float32"),
)


def draw_linear(random: Random) -> Iterator[Case]:
    for batch in BATCHES:
        normal = normals(batch, random(batch.title))
        yield Case(
            batch.title,
            {
                "x": normal(batch.n, batch.N),
                "W": normal(batch.m, batch.n),
                "dz": normal(batch.m, batch.N),
            },
        )


def normals(batch: Batch, rng: Rng) -> Callable[..., Array]:
    def normal(*shape: int) -> Array:
        return (batch.scale * rng.normal(size=shape)).astype(batch.dtype)

    return normal


def draw_cross_entropies(random: Random) -> Iterator[Case]:
    for batch in BATCHES:
        rng = random(batch.title)
        logits = 2 * normals(batch, rng)(batch.m, batch.N)
        values = {"logits": logits, "labels": rng.integers(0, batch.m, batch.N)}
        yield Case(batch.title, values, check_gradient=batch is BATCHES[0])
    yield extreme_logits()


def extreme_logits() -> Case:
    logits = np.array([[1000.0, -1000.0, 0.0], [999.0, -1000.0, -1000.0], [-1000.0, -1001.0, 0.0]])
    return Case(
        "logits of ±1000", {"logits": logits, "labels": np.array([1, 0, 1])}, kind="extreme"
    )


@dataclass(frozen=True)
class Layers:
    """The sizes of a network, from the inputs to the classes, and its activations."""

    title: str
    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    N: int
    biases: bool = True
    dtype: str = "float64"


NETWORKS = (
    Layers("one hidden layer", (3, 5, 4), ("tanh",), 6),
    Layers("two hidden layers", (4, 6, 3, 5), ("sigmoid", "tanh"), 7),
    Layers("no hidden layer", (4, 3), (), 5),
    Layers("a batch of one", (3, 4, 6), ("sigmoid",), 1),
    Layers("three hidden layers", (5, 4, 6, 3, 4), ("tanh", "relu", "sigmoid"), 3),
    Layers("float32", (4, 3, 5), ("tanh",), 6, dtype="float32"),
    Layers("a large batch", (3, 7, 4), ("relu",), 40),
    Layers("narrow layers", (6, 1, 3), ("tanh",), 4),
)
WITHOUT_BIASES = (
    Layers("one hidden layer of relu without biases", (4, 6, 3), ("relu",), 5, biases=False),
    Layers("two hidden layers without biases", (3, 5, 4, 6), ("tanh", "relu"), 7, biases=False),
)


def network_values(network: Layers, rng: Rng, decay: float = 0.0) -> dict[str, Any]:
    """Draw the weights and data of a network."""

    def normal(*shape: int) -> Array:
        return rng.normal(size=shape).astype(network.dtype)

    pairs = list(zip(network.sizes[1:], network.sizes, strict=False))
    return {
        "x": normal(network.sizes[0], network.N),
        "weights": [normal(rows, columns) / np.sqrt(columns) for rows, columns in pairs],
        "biases": [normal(rows, 1) for rows, _ in pairs] if network.biases else None,
        "activations": list(network.activations),
        "labels": rng.integers(0, network.sizes[-1], network.N),
        "weight_decay": decay,
    }


def draw_deep_forwards(random: Random) -> Iterator[Case]:
    for network in NETWORKS:
        yield Case(network.title, network_values(network, random(network.title)))
    for network in WITHOUT_BIASES:
        yield Case(network.title, network_values(network, random(network.title)), kind="plain")
    large = network_values(NETWORKS[0], random("large"))
    large["x"] = 2000 * large["x"]
    large["activations"] = ["relu"]
    yield Case("logits of thousands", large, kind="plain")
    unknown = {**network_values(NETWORKS[0], random("unknown")), "activations": ["swirl"]}
    yield Case(
        "an unknown activation", unknown, kind="refused", raises="ValueError", naming="swirl"
    )


def draw_deep_backwards(random: Random) -> Iterator[Case]:
    for network in (*NETWORKS, *WITHOUT_BIASES):
        check = network in (NETWORKS[0], NETWORKS[1])
        values = network_values(network, random(network.title))
        yield Case(network.title, values, check_gradient=check)
    for network in (*NETWORKS[:3], *WITHOUT_BIASES):
        title = f"{network.title}, with weight decay"
        values = network_values(network, random(title), decay=0.3)
        yield Case(title, values, kind="decayed", check_gradient=network is NETWORKS[0])


# ----------------------------------------------------------------- numerical gradients, curvature


def draw_numerical(random: Random) -> Iterator[Case]:
    shapes: tuple[tuple[int, ...], ...] = ((3,), (2, 3), (4, 1), (1,), (2, 2, 2), (5,), (3, 4))
    for shape in shapes:
        yield waves_case(f"an array of shape {shape}", shape, (), random)
    yield waves_case("a large step", (3, 2), (0.3,), random)
    yield waves_case("a small step", (4,), (1e-4,), random)


def waves_case(title: str, shape: tuple[int, ...], step: tuple[float, ...], random: Random) -> Case:
    rng = random(title)
    values = {"f": Waves(rng.normal(size=shape)), "x": rng.normal(size=shape), "step": step}
    return Case(title, values)


def draw_errors(random: Random) -> Iterator[Case]:
    for shape in ((3,), (2, 4), (), (5, 1), (2, 3, 4)):
        title = f"arrays of shape {shape}"
        rng = random(title)
        a = np.asarray(rng.normal(size=shape))
        yield Case(title, {"a": a, "b": a + 0.3 * rng.normal(size=shape)})
    a = random("scales").normal(size=4)
    yield Case("two arrays of zeros", {"a": np.zeros((2, 3)), "b": np.zeros((2, 3))})
    yield Case("opposite arrays", {"a": a, "b": -a})
    yield Case("one array of zeros", {"a": a, "b": np.zeros(4)})
    yield Case("tiny numbers", {"a": 1e-9 * a, "b": 3e-9 * a})
    yield Case("huge numbers", {"a": 1e9 * a, "b": 1.2e9 * a})
    shapes = {"a": np.ones((3, 1)), "b": np.ones(3)}
    yield Case("two shapes that could be broadcast", shapes, kind="refused", raises="ValueError")


def draw_hessians(random: Random) -> Iterator[Case]:
    for batch in BATCHES:
        yield Case(batch.title, hessian_values(batch, random(batch.title)))
    large = Batch("a Hessian of millions of numbers", 80, 30, 6, scale=0.3)
    values = hessian_values(large, random(large.title))
    yield Case(large.title, values, kind="memory", megabytes=12)


def hessian_values(batch: Batch, rng: Rng) -> dict[str, Any]:
    normal = normals(batch, rng)
    return {
        "W": normal(batch.m, batch.n),
        "x": normal(batch.n, batch.N),
        "labels": rng.integers(0, batch.m, batch.N),
        "v": normal(batch.m, batch.n),
    }


SPECTRA = {
    "a large gap": [3.0, 1.0, 0.5],
    "a negative dominant eigenvalue": [-4.0, 2.0, 1.0, 0.1],
    "tiny eigenvalues": [2e-6, -1e-6, 1e-7],
    "huge eigenvalues": [5e6, 3e6, -1e6, 2.0, 1.0],
    "five rows": [-2.5, 1.5, 1.0, 0.4, -0.2],
    "the same eigenvalue twice": [2.0, 2.0, 0.5, 0.1],
    "a single row": [-1.5],
}


def draw_eigenvalues(random: Random) -> Iterator[Case]:
    for title, spectrum in SPECTRA.items():
        yield eigenvalue_case(title, spectrum, random)
    yield eigenvalue_case("few products with a large matrix", [5.0, *11 * [0.001]], random, 6)
    n = 4
    ones = np.ones((n, 1)) / np.sqrt(n)
    matrix = 3 * (np.eye(n) - ones @ ones.T) + ones @ ones.T
    values = {"matrix": matrix, "n": n, "iterations": 60, "rng": Seed(seed(random("ones")))}
    yield Case("a dominant eigenvector at right angles to (1, 1, 1, 1)", values)
    zero = {**values, "matrix": np.zeros((n, n))}
    yield Case("a matrix of zeros", zero, kind="zero")


def eigenvalue_case(
    title: str, spectrum: list[float], random: Random, iterations: int = 80
) -> Case:
    rng = random(title)
    n = len(spectrum)
    basis, _ = np.linalg.qr(rng.normal(size=(n, n)))
    values = {"matrix": basis @ np.diag(spectrum) @ basis.T, "n": n}
    values["iterations"] = iterations
    return Case(title, {**values, "rng": Seed(seed(rng))})


def seed(rng: Rng) -> int:
    return int(rng.integers(2**62))


DRAWS: dict[str, Callable[[Random], Iterator[Case]]] = {
    "topological_order": draw_orders,
    "forward": draw_forwards,
    "bprop": draw_bprops,
    "numerical_gradient": draw_numerical,
    "relative_error": draw_errors,
    "backward": draw_backwards,
    "jacobian": draw_jacobians,
    "naive_cost": draw_costs,
    "table_cost": draw_costs,
    "linear_backward": draw_linear,
    "elementwise_backward": draw_elementwise,
    "softmax_cross_entropy": draw_cross_entropies,
    "deep_forward": draw_deep_forwards,
    "deep_backward": draw_deep_backwards,
    "build_grad": draw_symbolic,
    "jvp": draw_jvps,
    "chain_cost": draw_chains,
    "hessian_vector_product": draw_hessians,
    "top_eigenvalue": draw_eigenvalues,
}

# A learner may look at these: few, small, and of every kind that `check` can judge.
SHOWN = {
    "topological_order": ("a few nodes", "the same parent twice", "a cycle of three"),
    "forward": ("a few nodes", "one of each, in any order", "an input without a value"),
    "bprop": (*(f"{op} of shape (3, 4)" for op in OPS), "a node times itself"),
    "numerical_gradient": ("an array of shape (2, 3)", "a large step"),
    "relative_error": (
        "arrays of shape (2, 4)",
        "two arrays of zeros",
        "two shapes that could be broadcast",
    ),
    "backward": ("a few nodes", "one of each", "an input that plays no part"),
    "jacobian": ("a graph on arrays of shape (2, 2)", "an op without a gradient"),
    "naive_cost": ("a chain of 3 diamonds", "the same parent twice"),
    "table_cost": ("a chain of 3 diamonds", "the same parent twice"),
    "linear_backward": ("an ordinary batch", "more inputs than outputs"),
    "elementwise_backward": (
        *(f"{name} of shape (2, 5)" for name in ("relu", "tanh", "sigmoid")),
        "sigmoid of ±1000",
    ),
    "softmax_cross_entropy": ("an ordinary batch", "logits of ±1000"),
    "deep_forward": ("two hidden layers", "one hidden layer of relu without biases"),
    "deep_backward": ("two hidden layers", "one hidden layer, with weight decay"),
    "build_grad": ("a scalar graph, the 2. of 8", "an input that plays no part"),
    "jvp": ("a few nodes", "one of each, one input moves"),
    "chain_cost": ("3 layers, forward", "3 layers, reverse", "an unknown mode"),
    "hessian_vector_product": ("an ordinary batch", "more inputs than outputs"),
    "top_eigenvalue": ("a negative dominant eigenvalue", "a large gap"),
}


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    drawn = {case.title: case for case in draw_cases(exercise, b"public")}
    return [drawn[title] for title in SHOWN[exercise.name]]
