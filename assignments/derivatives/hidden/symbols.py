"""Graphs that learners' code has built: data from outside, checked before it is evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.authoring import Array, Message, Wrong, real_array
from solutions.derivatives import Graph, forward

PARENTS = {
    "add": 2, "mul": 2, "max": 2, "matmul": 2,
    "neg": 1, "reciprocal": 1, "exp": 1, "log": 1, "tanh": 1, "relu": 1, "sum": 1,
    "input": 0,
}  # fmt: skip


# Right answers have a few hundred. A dictionary of more than 4096 entries does not leave the
# sandbox: something that holds the name of its type stands for it.
MOST_NODES = 4000


def is_too_large(answer: Any) -> bool:
    """Say whether a graph that was built has more nodes than can be looked at."""
    if not isinstance(answer, tuple | list) or not answer:
        return False
    built = answer[0]
    if isinstance(built, Mapping):
        return len(built) > MOST_NODES
    return getattr(built, "type_name", "") == "dict"


def checked_gradient(answer: Any, graph: Graph, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """Return the graph and the names of the gradients that were built.

    Raises
    ------
    Wrong : they are no graph and names, or the graph has lost what was in it.
    """
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise Wrong(Message("wrong.returns", {"returns": "a graph and a dictionary of names"}))
    built, names = answer
    if not isinstance(built, Mapping) or not isinstance(names, Mapping):
        raise Wrong(Message("wrong.returns", {"returns": "a graph and a dictionary of names"}))
    new_graph = {name: _checked_node(built, name) for name in built}
    for name in graph:
        if new_graph.get(name) != graph[name]:
            raise Wrong(Message("derivatives.lost_node"))
    for name in wrt:
        if not isinstance(names.get(name), str) or names[name] not in new_graph:
            raise Wrong(Message("derivatives.no_gradient", {"name": name}))
    return new_graph, {name: names[name] for name in wrt}


def evaluated(graph: Graph, inputs: Mapping[str, Array], names: Mapping[str, str]) -> Any:
    """Return the values of the named nodes.

    Raises
    ------
    Wrong : when the graph cannot be evaluated.
    """
    try:
        with np.errstate(all="ignore"):
            values = forward(graph, dict(inputs))
    except Exception:
        raise Wrong(Message("derivatives.not_evaluated")) from None
    return {name: np.asarray(values[node], np.float64) for name, node in names.items()}


def _checked_node(built: Mapping[Any, Any], name: Any) -> tuple[Any, tuple[str, ...]]:
    entry = built[name]
    if not isinstance(name, str) or not isinstance(entry, tuple | list) or len(entry) != 2:
        raise Wrong(Message("derivatives.malformed"))
    op, parents = entry
    if not isinstance(parents, tuple | list):
        raise Wrong(Message("derivatives.malformed"))
    if any(not isinstance(parent, str) or parent not in built for parent in parents):
        raise Wrong(Message("derivatives.malformed"))
    if isinstance(op, str) and PARENTS.get(op) == len(parents):
        return op, tuple(parents)
    if parents:
        raise Wrong(Message("derivatives.malformed"))
    return ("constant", _constant(op)), ()


def _constant(op: Any) -> float:
    """Return the number of a constant as a float: integers of Python's could grow without end."""
    if not isinstance(op, tuple | list) or len(op) != 2:
        raise Wrong(Message("derivatives.malformed"))
    if not isinstance(op[0], str) or op[0] != "constant":
        raise Wrong(Message("derivatives.malformed"))
    number = np.float64(op[1]) if isinstance(op[1], int) and abs(op[1]) < 2**53 else op[1]
    return float(real_array("constant", number, ()))
