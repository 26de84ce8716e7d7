"""What must hold for answers of `graphs` of which several are right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.authoring import Case, Message, Wrong, kind_of


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
