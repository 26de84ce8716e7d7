"""Known mistakes in `topological_order` that are no edits of it."""

from __future__ import annotations

from solutions.graphs import Graph


def order_of_the_dictionary(graph: Graph) -> list[str]:
    return list(graph)


def cycle_cut_short(graph: Graph) -> list[str]:
    order: list[str] = []
    found = True
    while found:
        found = False
        for name, (_, parents) in graph.items():
            if name not in order and all(parent in order for parent in parents):
                order.append(name)
                found = True
    return order


def visited_marks_hide_the_cycle(graph: Graph) -> list[str]:
    order: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        for parent in graph[name][1]:
            visit(parent)
        order.append(name)

    for name in graph:
        visit(name)
    return order
