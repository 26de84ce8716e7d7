"""Known mistakes in `naive_cost` that are no edits of it."""

from __future__ import annotations

from solutions.graphs import Graph, topological_order


def every_path_multiplied_out(graph: Graph, source: str, output: str) -> int:
    found = {output: (1, 0)}
    for name in reversed(topological_order(graph)):
        if name in found:
            for parent in graph[name][1]:
                paths, lengths = found.get(parent, (0, 0))
                more, length = found[name]
                found[parent] = paths + more, lengths + length + more
    return found.get(source, (0, 0))[1]


def naive_with_a_table(graph: Graph, source: str, output: str) -> int:
    order = topological_order(graph)
    below, above, cost = {source}, {output}, 0
    for name in order:
        if not below.isdisjoint(graph[name][1]):
            below.add(name)
    for name in reversed(order):
        if name in above:
            above.update(graph[name][1])
            cost += sum(parent in below for parent in graph[name][1])
    return cost
