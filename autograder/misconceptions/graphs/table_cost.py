"""Known mistakes in `table_cost`."""

from __future__ import annotations

from autograder.misconceptions.variant import misconception
from solutions.graphs import Graph, naive_cost, table_cost, topological_order


@misconception("table_cost")
def all_edges_counted(graph: Graph, source: str, output: str) -> int:
    """Only edges on some path from the source to the output take part."""
    return sum(len(parents) for _, parents in graph.values())


@misconception("table_cost")
def edges_above_the_output_only(graph: Graph, source: str, output: str) -> int:
    """The output depends on more than this source. Which of its edges come from there?"""
    reached, cost = {output}, 0
    for name in reversed(topological_order(graph)):
        if name in reached:
            reached.update(graph[name][1])
            cost += len(graph[name][1])
    return cost


@misconception("table_cost")
def edges_below_the_source_only(graph: Graph, source: str, output: str) -> int:
    """The source feeds more than this output. Which of its edges lead there?"""
    reached, cost = {source}, 0
    for name in topological_order(graph):
        used = sum(parent in reached for parent in graph[name][1])
        cost += used
        if used:
            reached.add(name)
    return cost


@misconception("table_cost")
def nodes_for_edges(graph: Graph, source: str, output: str) -> int:
    """A node with two children takes part in two products. Count edges, not nodes."""
    below, above = {source}, {output}
    order = topological_order(graph)
    for name in order:
        if not below.isdisjoint(graph[name][1]):
            below.add(name)
    for name in reversed(order):
        if name in above:
            above.update(graph[name][1])
    return max(len(below & above) - 1, 0)


@misconception("table_cost")
def table_without_a_table(graph: Graph, source: str, output: str) -> int:
    """Each derivative is computed once and looked up afterwards. How often do you pay for it?"""
    return naive_cost(graph, source, output)


@misconception("table_cost")
def repeated_parent_is_one_edge_of_the_table(graph: Graph, source: str, output: str) -> int:
    """A parent that is named twice is two edges, and takes two products."""
    return table_cost(
        {name: (op, tuple(set(parents))) for name, (op, parents) in graph.items()}, source, output
    )
