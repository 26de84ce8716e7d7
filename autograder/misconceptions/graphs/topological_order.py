"""Known mistakes in `topological_order`."""

from __future__ import annotations

from autograder.misconceptions.variant import misconception
from solutions.graphs import Graph, topological_order


@misconception("topological_order")
def order_of_the_dictionary(graph: Graph) -> list[str]:
    """The dictionary may list a node before its parents. What decides when a node's turn is?"""
    return list(graph)


@misconception("topological_order")
def children_before_parents(graph: Graph) -> list[str]:
    """Which must be known first: a value, or what it is computed from? Look at both ends."""
    return topological_order(graph)[::-1]


@misconception("topological_order")
def sorted_by_number_of_parents(graph: Graph) -> list[str]:
    """Few parents do not make a node early: what counts is when the last of them is done."""
    topological_order(graph)
    return sorted(graph, key=lambda name: len(graph[name][1]))


@misconception("topological_order")
def cycle_cut_short(graph: Graph) -> list[str]:
    """In a cycle some nodes never get their turn. What should happen if any are left over?"""
    order: list[str] = []
    found = True
    while found:
        found = False
        for name, (_, parents) in graph.items():
            if name not in order and all(parent in order for parent in parents):
                order.append(name)
                found = True
    return order


@misconception("topological_order")
def visited_marks_hide_the_cycle(graph: Graph) -> list[str]:
    """You mark a node as seen before its parents are done. How would you notice that you came
    back to one that is still being worked on?
    """
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


@misconception("topological_order")
def node_listed_once_per_path(graph: Graph) -> list[str]:
    """A node that can be reached in two ways is still one node. How often is it listed?"""
    order: list[str] = []
    for name in topological_order(graph):
        order.extend(parent for parent in graph[name][1] if parent not in order[-1:])
        order.append(name)
    return order


@misconception("topological_order")
def repeated_parent_counted_once(graph: Graph) -> list[str]:
    """A node may have the same parent twice. Does your count of missing parents go up and down by
    the same amount?
    """
    missing = {name: len(parents) for name, (_, parents) in graph.items()}
    waiting = [name for name in graph if missing[name] == 0]
    order = []
    while waiting:
        done = waiting.pop()
        order.append(done)
        for name, (_, parents) in graph.items():
            if done in parents:
                missing[name] -= 1
                if missing[name] == 0:
                    waiting.append(name)
    if len(order) < len(graph):
        raise ValueError("a cycle")
    return order
