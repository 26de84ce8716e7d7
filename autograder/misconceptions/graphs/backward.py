"""Known mistakes in `backward`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Arrays, Graph, backward, bprop, topological_order


@misconception("backward")
def overwritten_at_a_fan_out(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """A node that is used twice gets two contributions. What happens to the first in your table?"""
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        op, parents = graph[name]
        if name in table and not matters.isdisjoint(parents):
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                if parent in matters:
                    table[parent] = gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def added_in_place(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """`+=` changes an array in place. Is the array in your table shared with another node?"""
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        op, parents = graph[name]
        if name in table and not matters.isdisjoint(parents):
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                if parent in table:
                    table[parent] += gradient
                elif parent in matters:
                    table[parent] = gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def repeated_parent_once(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """One node may be both parents of another. Do both of its gradients reach the table?"""
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        op, parents = graph[name]
        if name in table and not matters.isdisjoint(parents):
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in dict(zip(parents, handed, strict=True)).items():
                if parent in matters:
                    table[parent] = table.get(parent, 0) + gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def order_not_reversed(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """Gradients travel against the arrows. Which node has to come first in your loop?"""
    order = topological_order(graph)
    table = {output: np.ones(np.shape(values[output]))}
    for name in order:
        op, parents = graph[name]
        if parents and name in table:
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                table[parent] = table.get(parent, 0) + gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def handed_on_before_complete(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """A node may hand its gradient on only when all its children have contributed. Does your
    order make sure of that?
    """
    matters = set(wrt)
    for name in topological_order(graph):
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    waiting, done = [output], set()
    while waiting:
        name = waiting.pop(0)
        op, parents = graph[name]
        if name in done or matters.isdisjoint(parents):
            continue
        done.add(name)
        handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
        for parent, gradient in zip(parents, handed, strict=True):
            if parent in matters:
                table[parent] = table.get(parent, 0) + gradient
                waiting.append(parent)
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def visits_nodes_that_do_not_matter(
    graph: Graph, values: Arrays, output: str, wrt: list[str]
) -> Arrays:
    """Your sweep also enters nodes in which nothing depends on `wrt`. Need it ask those?"""
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(topological_order(graph)):
        op, parents = graph[name]
        if parents and name in table:
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                table[parent] = table.get(parent, 0) + gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def visits_what_the_output_does_not_depend_on(
    graph: Graph, values: Arrays, output: str, wrt: list[str]
) -> Arrays:
    """Your sweep starts behind the output, with gradients of zero. Where does it have to start?"""
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {name: np.zeros(np.shape(values[name])) for name in graph}
    table[output] = np.ones(np.shape(values[output]))
    for name in reversed(order):
        op, parents = graph[name]
        if not matters.isdisjoint(parents):
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                if parent in matters:
                    table[parent] = table[parent] + gradient
    return {name: table[name] for name in wrt}


@misconception("backward")
def once_per_path(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """You walk along every path on its own. How can what is known about a node be used again?"""
    below, calls = set(wrt), 0
    for name in topological_order(graph):
        if not below.isdisjoint(graph[name][1]):
            below.add(name)
    found = {name: np.zeros(np.shape(values[name])) for name in wrt}
    waiting = [(output, np.ones(np.shape(values[output])))]
    while waiting:
        name, gradient = waiting.pop()
        op, parents = graph[name]
        if name in found:
            found[name] = found[name] + gradient
        if below.isdisjoint(parents):
            continue
        calls += 1
        if calls > 5000:
            raise RecursionError("there is no end of paths")
        handed = bprop(op, [values[parent] for parent in parents], values[name], gradient)
        pairs = zip(parents, handed, strict=True)
        waiting.extend((parent, share) for parent, share in pairs if parent in below)
    return found


@misconception("backward")
def stops_at_wrt(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """A node in `wrt` may lie on the way to another one. Does your sweep go on behind it?"""
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    table = {output: np.ones(np.shape(values[output]))}
    for name in reversed(order):
        op, parents = graph[name]
        if name in table and name not in wrt and not matters.isdisjoint(parents):
            handed = bprop(op, [values[parent] for parent in parents], values[name], table[name])
            for parent, gradient in zip(parents, handed, strict=True):
                if parent in matters:
                    table[parent] = table.get(parent, 0) + gradient
    return {name: table.get(name, np.zeros(np.shape(values[name]))) for name in wrt}


@misconception("backward")
def unconnected_left_out(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """If the output does not depend on a node at all, what is its gradient?"""
    below = {output}
    for name in reversed(topological_order(graph)):
        if name in below:
            below.update(graph[name][1])
    return backward(graph, values, output, [name for name in wrt if name in below])


@misconception("backward")
def unconnected_is_one_number(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """A gradient has the shape of its node, also where it is zero."""
    gradients = backward(graph, values, output, wrt)
    return {
        name: gradient if gradient.any() else np.zeros(()) for name, gradient in gradients.items()
    }


@misconception("backward")
def mean_of_the_output(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """If the output is an array, its elements are summed. What does the sweep start from?"""
    gradients = backward(graph, values, output, wrt)
    return {name: gradient / np.size(values[output]) for name, gradient in gradients.items()}


@misconception("backward")
def starts_from_the_value(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """How fast does the output move when the output moves? The sweep starts there, not from the
    output's value.
    """
    scaled: Graph = {**graph, "start": ("input", ()), "scaled": ("mul", (output, "start"))}
    known = {**values, "start": values[output], "scaled": np.square(values[output])}
    return backward(scaled, known, "scaled", wrt)


@misconception("backward")
def last_node_for_the_output(graph: Graph, values: Arrays, output: str, wrt: list[str]) -> Arrays:
    """The caller says which node is differentiated. It need not be the last."""
    return backward(graph, values, topological_order(graph)[-1], wrt)
