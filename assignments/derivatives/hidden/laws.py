"""What must hold for answers of `derivatives` of which several are right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.authoring import Case, Message, Wrong

# The reference adds five nodes for an edge at most, and a few constants.
NODES_PER_EDGE = 8


def stays_small(case: Case, outputs: Mapping[str, Any]) -> None:
    """The gradient has a few new nodes for every edge that matters."""
    if outputs["new_nodes"] > NODES_PER_EDGE * case.edges + NODES_PER_EDGE:
        raise too_many_nodes(case)


def can_be_looked_at(case: Case, outputs: Mapping[str, Any]) -> None:
    """The gradient of the gradient is a graph that is not too large to be evaluated."""
    if "second" not in outputs:
        raise too_many_nodes(case)


def too_many_nodes(case: Case) -> Wrong:
    """Return what to say of a new graph with far more nodes than it needs."""
    edges = case.values.get("edges") or sum(len(parents) for _, parents in case.graph.values())
    where = str(Message("where.case", {"title": case.title}))
    return Wrong(Message("derivatives.too_many_nodes", {"edges": edges, "where": where}))


def multiplies_no_more_than_asked(case: Case, outputs: Mapping[str, Any]) -> None:
    """`hvp` is called as often as it may be, at the most."""
    if outputs["products"] > case.iterations:
        where = str(Message("where.case", {"title": case.title}))
        raise Wrong(Message("derivatives.too_many_products", {"where": where}))
