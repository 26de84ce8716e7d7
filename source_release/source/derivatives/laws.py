"""What `check` asks of answers of which several are right.

Each function receives the arguments of a call and what came back, and returns a sentence about
what is wrong, or None.
"""

from __future__ import annotations

from typing import Any

OPS = {"add", "mul", "neg", "reciprocal", "exp", "log", "tanh", "input"}


def build_grad(arguments: list[Any], returned: Any) -> str | None:
    """A graph that holds the old one, and the name of a node for every gradient.

    Whether those nodes are the gradient you can try with your own `forward`.
    """
    graph, _, wrt = arguments
    pair = isinstance(returned, tuple | list) and len(returned) == 2
    if not pair or not all(isinstance(part, dict) for part in returned):
        return "it should return a tuple of two: a graph and a dict of names."
    new_graph, names = returned
    for name, node in graph.items():
        if new_graph.get(name) != node:
            return f"`{name}` is not in the new graph as it was in the old one."
    for name, (op, parents) in new_graph.items():
        constant = isinstance(op, tuple | list) and len(op) == 2 and op[0] == "constant"
        if not constant and not (isinstance(op, str) and op in OPS):
            return f"`{name}` has the op {op!r}, which is none of those for this exercise."
        for parent in parents:
            if parent not in new_graph:
                return f"`{name}` has the parent `{parent}`, which is not in the new graph."
    for name in wrt:
        if names.get(name) not in new_graph:
            return f"there is no node for the gradient with respect to `{name}`."
    return None
