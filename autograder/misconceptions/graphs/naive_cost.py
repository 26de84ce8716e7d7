"""Known mistakes in `naive_cost`."""

from __future__ import annotations

from autograder.misconceptions.variant import misconception
from solutions.graphs import Graph, naive_cost, topological_order


@misconception("naive_cost")
def paths_counted(graph: Graph, source: str, output: str) -> int:
    """That is the number of paths. How many products does each of the recursive calls make?"""
    paths = {output: 1}
    for name in reversed(topological_order(graph)):
        if name in paths:
            for parent in graph[name][1]:
                paths[parent] = paths.get(parent, 0) + paths[name]
    return paths.get(source, 0) if source != output else 0


@misconception("naive_cost")
def every_path_multiplied_out(graph: Graph, source: str, output: str) -> int:
    """The sum over the children is formed before it is multiplied on. Where do paths share their
    beginning?
    """
    found = {output: (1, 0)}
    for name in reversed(topological_order(graph)):
        if name in found:
            for parent in graph[name][1]:
                paths, lengths = found.get(parent, (0, 0))
                more, length = found[name]
                found[parent] = paths + more, lengths + length + more
    return found.get(source, (0, 0))[1]


@misconception("naive_cost")
def naive_with_a_table(graph: Graph, source: str, output: str) -> int:
    """Nothing is stored here: a derivative that is needed twice is paid for twice."""
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


@misconception("naive_cost")
def dead_ends_paid_for(graph: Graph, source: str, output: str) -> int:
    """A child from which the output cannot be reached has no derivative to multiply by."""
    cost = dict.fromkeys(graph, 0)
    for name in reversed(topological_order(graph)):
        for parent in graph[name][1]:
            if parent != output:
                cost[parent] += 1 + cost[name]
    return cost[source]


@misconception("naive_cost")
def output_costs_one(graph: Graph, source: str, output: str) -> int:
    """The derivative of the output with respect to itself is known without any product."""
    cost = {output: 1}
    for name in reversed(topological_order(graph)):
        if name in cost:
            for parent in graph[name][1]:
                cost[parent] = cost.get(parent, 0) + 1 + cost[name]
    return cost.get(source, 0)


@misconception("naive_cost")
def counted_in_floats(graph: Graph, source: str, output: str) -> int:
    """The number has more digits than a float can hold. Which numbers in Python are exact?"""
    cost = {output: 0.0}
    for name in reversed(topological_order(graph)):
        if name in cost:
            for parent in graph[name][1]:
                cost[parent] = cost.get(parent, 0.0) + 1 + cost[name]
    return int(cost.get(source, 0.0))


@misconception("naive_cost")
def repeated_parent_is_one_edge(graph: Graph, source: str, output: str) -> int:
    """A parent that is named twice is two edges."""
    return naive_cost(
        {name: (op, tuple(set(parents))) for name, (op, parents) in graph.items()}, source, output
    )
