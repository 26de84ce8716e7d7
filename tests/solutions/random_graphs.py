"""Random computational graphs with values, and what automatic differentiation says of them."""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd import grad
from hypothesis import settings
from hypothesis import strategies as st

from solutions.graphs import Array, Arrays, Graph

MODEST = settings(deadline=None, max_examples=25)
SEEDS = st.integers(0, 2**32 - 1)

# The operations once more, written for automatic differentiation.
MEANINGS: dict[str, Any] = {
    "add": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "max": lambda a, b: anp.where(a > b, a, b),
    "matmul": lambda a, b: anp.dot(a, b),
    "relu": lambda a: anp.where(a > 0, a, 0.0 * a),
    "tanh": anp.tanh,
    "exp": anp.exp,
    "log": anp.log,
    "sum": anp.sum,
    "neg": lambda a: -a,
    "reciprocal": lambda a: 1.0 / a,
}
BINARY = "add mul max matmul".split()
SMOOTH = "add mul neg reciprocal exp log tanh".split()


def evaluate(graph: Graph, inputs: dict[str, Any], fixed: dict[str, Any] = {}) -> dict[str, Any]:
    """Compute every node of a graph that is given in order; `fixed` nodes are what they are."""
    values: dict[str, Any] = {}
    for name, (op, parents) in graph.items():
        if name in fixed:
            values[name] = fixed[name]
        elif op == "input":
            values[name] = inputs[name]
        elif op[0] == "constant":
            values[name] = op[1]
        else:
            values[name] = MEANINGS[op](*[values[parent] for parent in parents])
    return values


def derivative(of: Any, at: Any) -> Any:
    """Differentiate a number; it may not depend on anything."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return grad(of)(at)


def gentle(op: str, arguments: list[Any]) -> bool:
    """Tell whether an operation is smooth and of modest size here."""
    a = np.asarray(arguments[0])
    if op in ("relu", "max"):
        return bool((np.abs(a - (arguments[1] if op == "max" else 0)) > 1e-3).all())
    if op == "log":
        return bool((a > 0.2).all())
    if op == "reciprocal":
        return bool((np.abs(a) > 0.2).all())
    return bool((np.abs(MEANINGS[op](*arguments)) < 20).all())


def fits(op: str, arguments: list[Any], with_constant: bool) -> bool:
    shapes = [np.shape(argument) for argument in arguments]
    if op == "matmul":
        fitting = all(len(shape) == 2 for shape in shapes) and shapes[0][1] == shapes[1][0]
    else:
        fitting = with_constant or len(set(shapes)) == 1
    return fitting and gentle(op, arguments)


def richest(graph: Graph) -> list[str]:
    """Name the nodes by how many others they depend on, the one with most last."""
    return sorted(graph, key=lambda name: sum(reaches(graph, other, name) for other in graph))


def random_graph(
    rng: np.random.Generator, ops: list[str], shapes: list[tuple[int, ...]], size: int
) -> tuple[Graph, Arrays]:
    """Grow a graph, in order, from inputs of these shapes, and give the inputs values."""
    graph: Graph = {}
    inputs = {f"x{number}": rng.normal(size=shape) for number, shape in enumerate(shapes)}
    for name in inputs:
        graph[name] = ("input", ())
    graph["two"] = (("constant", 2.0), ())
    values = evaluate(graph, inputs)
    while len(graph) < size:
        op = str(rng.choice(ops))
        for _ in range(40):  # tries to find parents that fit, most often among the youngest
            first, second = (str(name) for name in rng.choice([*graph, *list(graph)[-4:] * 3], 2))
            parents = (first, second) if op in BINARY else (first,)
            if fits(op, [values[name] for name in parents], "two" in parents):
                graph[f"n{len(graph)}"] = (op, parents)
                values = evaluate(graph, inputs)
                break
    return graph, inputs


def shuffled(graph: Graph, rng: np.random.Generator) -> Graph:
    return {str(name): graph[str(name)] for name in rng.permutation(list(graph))}


def arrays_graph(seed: int) -> tuple[np.random.Generator, Graph, Arrays, str]:
    rng = np.random.default_rng(seed)
    shapes: list[tuple[int, ...]] = [(2, 3), (3, 2), (2, 2), (3, 3), ()]
    graph, inputs = random_graph(rng, [*MEANINGS, *BINARY, *BINARY], shapes, 24)
    return rng, graph, inputs, richest(graph)[-1 - rng.integers(3)]


def scalar_graph(seed: int, size: int = 14) -> tuple[np.random.Generator, Graph, Arrays, str]:
    rng = np.random.default_rng(seed)
    graph, inputs = random_graph(rng, [*SMOOTH, "add", "mul", "mul"], [(), (), ()], size)
    return rng, graph, inputs, richest(graph)[-1]


def diamonds(depth: int, width: int = 2) -> Graph:
    """Chain diamonds: each node fans out to `width` nodes, which are then added."""
    graph: Graph = {"d0": ("input", ())}
    for level in range(depth):
        for side in range(width):
            graph[f"s{level}.{side}"] = ("tanh", (f"d{level}",))
        graph[f"d{level + 1}"] = ("add", tuple(f"s{level}.{side}" for side in range(width)))
    return graph


def reaches(graph: Graph, source: str, output: str) -> bool:
    """Follow every edge backwards."""

    @cache
    def reached_from(name: str) -> bool:
        return name == source or any(reached_from(parent) for parent in graph[name][1])

    return reached_from(output)


def cross_entropy(logits: Any, labels: Array) -> Any:
    shifted = logits - anp.max(logits, axis=0, keepdims=True)
    logs = shifted - anp.log(anp.sum(anp.exp(shifted), axis=0, keepdims=True))
    return -anp.mean(logs[labels, np.arange(labels.size)])
