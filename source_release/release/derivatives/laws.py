"""What `check` asks of answers of which several are right.

Each function receives the arguments of a call and what came back, and returns a sentence about
what is wrong, or None.
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import Any

import numpy as np

OPS = {
    "add": np.add,
    "mul": np.multiply,
    "neg": np.negative,
    "reciprocal": np.reciprocal,
    "exp": np.exp,
    "log": np.log,
    "tanh": np.tanh,
}
STEP = 1e-5


def build_grad(arguments: list[Any], returned: Any) -> str | None:
    """A graph that holds the old one, and a node for every gradient, as differences say it is."""
    graph, output, wrt = arguments
    pair = isinstance(returned, tuple | list) and len(returned) == 2
    if not pair or not all(isinstance(part, dict) for part in returned):
        return "it should return a tuple of two: a graph and a dict of names."
    new_graph, names = returned
    for name, node in graph.items():
        if new_graph.get(name) != node:
            return f"`{name}` is not in the new graph as it was in the old one."
    for name, (op, parents) in new_graph.items():
        constant = isinstance(op, tuple | list) and len(op) == 2 and op[0] == "constant"
        if not constant and not (isinstance(op, str) and (op in OPS or op == "input")):
            return f"`{name}` has the op {op!r}, which is none of those for this exercise."
        for parent in parents:
            if parent not in new_graph:
                return f"`{name}` has the parent `{parent}`, which is not in the new graph."
    for name in wrt:
        if names.get(name) not in new_graph:
            return f"there is no node for the gradient with respect to `{name}`."
    return _compared(graph, output, new_graph, {name: names[name] for name in wrt})


def _compared(graph: Any, output: str, new_graph: Any, names: dict[str, str]) -> str | None:
    """Compare the gradients with what moving each input a little does to the output."""
    roots = sorted(name for name, (op, _) in graph.items() if op == "input")
    inputs = {name: 0.3 + 0.2 * place for place, name in enumerate(roots)}
    try:
        values = _values(new_graph, inputs)
    except CycleError:
        return "the new graph has a cycle. Is every name in it new?"
    except (KeyError, TypeError, ValueError):
        return "the new graph cannot be evaluated. Has each new node the parents that its op needs?"
    for name, gradient in names.items():
        ahead, behind = (
            _values(graph, inputs | {name: inputs[name] + step})[output] for step in (STEP, -STEP)
        )
        slope = (ahead - behind) / (2 * STEP)
        if not abs(values[gradient] - slope) <= 1e-4 * (1 + abs(slope)):
            return (
                f"`{gradient}` is not the gradient with respect to `{name}`: differences disagree."
            )
    return None


def _values(graph: Any, inputs: dict[str, float]) -> dict[str, Any]:
    """Compute every node, as `forward` does."""
    values: dict[str, Any] = dict(inputs)
    for name in TopologicalSorter({name: node[1] for name, node in graph.items()}).static_order():
        op, parents = graph[name]
        if op == "input":
            continue
        arguments = [values[parent] for parent in parents]
        values[name] = OPS[op](*arguments) if isinstance(op, str) else float(op[1])
    return values
