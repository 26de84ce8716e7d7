"""Single operations and functions: what goes in, and the gradient that arrives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.authoring import Case, Random
from solutions import graphs
from solutions.graphs import Graph

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


def bprop_case(
    op: str, kind: str, shape: tuple[int, ...], rng: np.random.Generator, title: str
) -> Case:
    return Case(title, op_values(op, shape, rng), kind=kind)


def op_values(
    op: str, shape: tuple[int, ...], rng: np.random.Generator, columns: int = 7
) -> dict[str, Any]:
    """Draw what an operation's parents, its value and the gradient that arrives may be.

    The second matrix of a product has so many columns.
    """
    count = 2 if op in ("add", "mul", "max", "matmul") else 1
    parents = [np.asarray(rng.normal(size=shape)) for _ in range(count)]
    if op == "matmul":
        parents[1] = rng.normal(size=(shape[1], columns))
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
            x = np.asarray(rng.uniform(-2, 2, shape))  # beyond, float32 has no digits of a slope
            yield Case(title, {"name": name, "x": x, "dz": np.asarray(rng.normal(size=shape))})
        single = {"name": name, "x": random(name).uniform(-2, 2, (3, 5)).astype("float32")}
        single["dz"] = random(f"{name} upstream").normal(size=(3, 5)).astype("float32")
        yield Case(f"{name} in float32", single)
        huge = {"name": name, "x": np.array([[1000.0, -1000.0, 0.5]]), "dz": np.ones((1, 3))}
        yield Case(f"{name} of ±1000", huge, kind="extreme")
    unknown = {"name": "swirl", "x": np.ones(3), "dz": np.ones(3)}
    yield Case("an unknown function", unknown, kind="refused", raises="ValueError", naming="swirl")
