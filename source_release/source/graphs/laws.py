"""What `check` asks of answers of which several are right.

Each function receives the arguments of a call and what came back, and returns a sentence about
what is wrong, or None.
"""

from __future__ import annotations

from typing import Any


def topological_order(arguments: list[Any], returned: Any) -> str | None:
    """Every name once, parents first."""
    (graph,) = arguments
    if not isinstance(returned, list | tuple):
        return f"it should return a list of names; it is a {type(returned).__name__}."
    missing = [name for name in graph if name not in returned]
    if missing:
        return f"the order has no `{missing[0]}`."
    if len(returned) > len(graph):
        return f"the order has {len(returned)} entries, the graph {len(graph)} nodes."
    for name, (_, parents) in graph.items():
        for parent in parents:
            if returned.index(parent) > returned.index(name):
                return f"`{name}` stands before its parent `{parent}`."
    return None
