"""What must hold for answers of `graphs` of which several are right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.authoring import Case, Message, Wrong, kind_of

# The reference adds five nodes for an edge at most, and a few constants.
NODES_PER_EDGE = 8


def is_topological(case: Case, outputs: Mapping[str, Any]) -> None:
    """Each name stands once, behind all its parents."""
    order = outputs["order"]
    if not isinstance(order, list | tuple) or not all(isinstance(name, str) for name in order):
        raise Wrong(Message("graphs.not_names", {"kind": kind_of(order)}))
    where = str(Message("where.case", {"title": case.title}))
    if sorted(order) != sorted(case.graph):
        raise Wrong(Message("graphs.not_each_once", {"where": where}))
    position = {name: index for index, name in enumerate(order)}
    for name, (_, parents) in case.graph.items():
        if any(position[parent] > position[name] for parent in parents):
            raise Wrong(Message("graphs.child_first", {"where": where}))


def calls_bprop_once_per_node(case: Case, outputs: Mapping[str, Any]) -> None:
    """No edge is visited twice, and none that does not matter."""
    if outputs["calls"] > case.most_calls:
        where = str(Message("where.case", {"title": case.title}))
        values = {"calls": outputs["calls"], "most": case.most_calls, "where": where}
        raise Wrong(Message("graphs.too_many_bprops", values))


def stays_small(case: Case, outputs: Mapping[str, Any]) -> None:
    """The gradient has a few new nodes for every edge that matters."""
    if outputs["new_nodes"] > NODES_PER_EDGE * case.edges + NODES_PER_EDGE:
        where = str(Message("where.case", {"title": case.title}))
        values = {"nodes": outputs["new_nodes"], "edges": case.edges, "where": where}
        raise Wrong(Message("graphs.too_many_nodes", values))


def multiplies_no_more_than_asked(case: Case, outputs: Mapping[str, Any]) -> None:
    """`hvp` is called as often as it may be, at the most."""
    if outputs["products"] > case.iterations:
        where = str(Message("where.case", {"title": case.title}))
        raise Wrong(Message("graphs.too_many_products", {"where": where}))
