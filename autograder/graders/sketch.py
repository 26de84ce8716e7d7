"""Random computational graphs whose values stay of ordinary size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.graders.exercise import Array

Graph = dict[str, tuple[Any, tuple[str, ...]]]

UNARY = ("tanh", "relu", "neg", "squash")
BINARY = ("add", "mul", "max")


@dataclass
class Sketch:
    """A graph under construction, with the numbers for its inputs.

    Names are drawn at random, so that their alphabetical order says nothing.
    """

    rng: np.random.Generator
    dtype: str = "float64"

    def __post_init__(self) -> None:
        self.graph: Graph = {}
        self.inputs: dict[str, Array] = {}

    def input(self, *shape: int) -> str:
        """Add an input of this shape."""
        name = self._add("input")
        self.inputs[name] = self.rng.normal(size=shape).astype(self.dtype)
        return name

    def constant(self, number: float) -> str:
        """Add a constant."""
        return self._add(("constant", number))

    def node(self, op: str, *parents: str) -> str:
        """Add an operation; "squash" and "exp_log" are chains of several that stay in range."""
        if op == "squash":
            return self.node("reciprocal", self.node("exp", self.node("tanh", *parents)))
        if op == "exp_log":
            return self.node("log", self.node("add", *2 * [self.node("exp", *parents)]))
        return self._add(op, *parents)

    def grow(self, roots: list[str], size: int, unary: tuple[str, ...] = UNARY) -> str:
        """Add so many random operations on nodes of one shape; return the last, which uses all."""
        nodes = list(roots)
        for _ in range(size):
            if self.rng.random() < 0.4:
                op = str(self.rng.choice(unary))
                nodes.append(self.node(op, str(self.rng.choice(nodes))))
            else:
                op = str(self.rng.choice([op for op in BINARY if op != "max" or unary is UNARY]))
                a, b = self.rng.choice(nodes, 2)
                nodes.append(self.node("tanh", self.node(op, str(a), str(b))))
        total = nodes[0]
        for node in nodes[1:]:
            total = self.node("add", total, node)
        return total

    def diamonds(self, source: str, count: int) -> str:
        """Add a chain of so many diamonds: each node is used twice, and both uses meet again."""
        half = self.constant(0.5)
        node = source
        for _ in range(count):
            node = self.node("add", self.node("tanh", node), self.node("mul", node, half))
        return node

    def shuffled(self) -> Graph:
        """Return the graph with its nodes in random order."""
        names = [str(name) for name in self.rng.permutation(list(self.graph))]
        return {name: self.graph[name] for name in names}

    def _add(self, op: Any, *parents: str) -> str:
        name = ""
        while not name or name in self.graph:
            name = "".join(self.rng.choice(list("abcdefghijklmnopqrstuvwxyz"), 4))
        self.graph[name] = (op, parents)
        return name
