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
        where = str(Message("where.case", {"title": case.title}))
        values = {"nodes": outputs["new_nodes"], "edges": case.edges, "where": where}
        raise Wrong(Message("derivatives.too_many_nodes", values))


def multiplies_no_more_than_asked(case: Case, outputs: Mapping[str, Any]) -> None:
    """`hvp` is called as often as it may be, at the most."""
    if outputs["products"] > case.iterations:
        where = str(Message("where.case", {"title": case.title}))
        raise Wrong(Message("derivatives.too_many_products", {"where": where}))
