"""Known mistakes in `build_grad`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.graphs import Graph, backward, build_grad, forward, topological_order


@misconception("build_grad")
def numbers_for_symbols(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """A gradient that is a constant node cannot follow when the inputs change. Of what should it
    be built?
    """
    inputs = {name: np.array(0.5) for name, (op, _) in graph.items() if op == "input"}
    gradients = backward(graph, forward(graph, inputs), output, wrt)
    new_graph, names = dict(graph), {}
    for name in wrt:
        names[name] = f"{output}.{name}.{len(new_graph)}"
        new_graph[names[name]] = (("constant", float(gradients[name])), ())
    return new_graph, names


@misconception("build_grad")
def symbols_overwritten_at_a_fan_out(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """A node that is used twice gets two contributions. Which of them does your table keep?"""
    new_graph = dict(graph)

    def add_node(op: object, *parents: str) -> str:
        new_graph[f"node{len(new_graph)}"] = (op, parents)
        return f"node{len(new_graph) - 1}"

    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    one = add_node(("constant", 1.0))
    table = {output: one}
    for name in reversed(order):
        op, parents = graph[name]
        for position, parent in enumerate(parents):
            if name not in table or parent not in matters:
                continue
            gradient = table[name]
            if op == "mul":
                gradient = add_node("mul", gradient, parents[1 - position])
            elif op == "neg":
                gradient = add_node("neg", gradient)
            elif op == "reciprocal":
                gradient = add_node("mul", gradient, add_node("neg", add_node("mul", name, name)))
            elif op == "exp":
                gradient = add_node("mul", gradient, name)
            elif op == "log":
                gradient = add_node("mul", gradient, add_node("reciprocal", parent))
            elif op == "tanh":
                slope = add_node("add", one, add_node("neg", add_node("mul", name, name)))
                gradient = add_node("mul", gradient, slope)
            elif op != "add":
                raise ValueError(f"the op {op!r} has no symbolic gradient")
            table[parent] = gradient
    names = {name: table.get(name) or add_node(("constant", 0.0)) for name in wrt}
    return new_graph, names


@misconception("build_grad")
def symbols_not_swapped(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """In a product, how fast does the result move when one factor moves? Ask the other factor."""
    new_graph = dict(graph)

    def add_node(op: object, *parents: str) -> str:
        new_graph[f"node{len(new_graph)}"] = (op, parents)
        return f"node{len(new_graph) - 1}"

    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    one = add_node(("constant", 1.0))
    table = {output: one}
    for name in reversed(order):
        op, parents = graph[name]
        for parent in parents:
            if name not in table or parent not in matters:
                continue
            gradient = table[name]
            if op == "mul":
                gradient = add_node("mul", gradient, parent)
            elif op == "neg":
                gradient = add_node("neg", gradient)
            elif op == "reciprocal":
                gradient = add_node("mul", gradient, add_node("neg", add_node("mul", name, name)))
            elif op == "exp":
                gradient = add_node("mul", gradient, name)
            elif op == "log":
                gradient = add_node("mul", gradient, add_node("reciprocal", parent))
            elif op == "tanh":
                slope = add_node("add", one, add_node("neg", add_node("mul", name, name)))
                gradient = add_node("mul", gradient, slope)
            elif op != "add":
                raise ValueError(f"the op {op!r} has no symbolic gradient")
            known = table.get(parent)
            table[parent] = gradient if known is None else add_node("add", known, gradient)
    names = {name: table.get(name) or add_node(("constant", 0.0)) for name in wrt}
    return new_graph, names


@misconception("build_grad")
def fixed_names(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """When the result is differentiated again, your names are taken. Is each new name new?"""
    built, names = build_grad(graph, output, wrt)
    added = [name for name in built if name not in graph]
    fixed = {name: f"d{number}" for number, name in enumerate(added)}
    new_graph = dict(graph)
    for name in added:
        op, parents = built[name]
        new_graph[fixed[name]] = (op, tuple(fixed.get(parent, parent) for parent in parents))
    return new_graph, {name: fixed.get(node, node) for name, node in names.items()}


@misconception("build_grad")
def built_along_every_path(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """Your new graph has a copy of the same gradient for each path. Where do you look first
    whether it has been built?
    """
    new_graph, above = dict(graph), {output}
    for name in reversed(topological_order(graph)):
        if name in above:
            above.update(graph[name][1])

    def add_node(op: object, *parents: str) -> str:
        if len(new_graph) > 3000:
            raise MemoryError("the new graph grows and grows")
        new_graph[f"node{len(new_graph)}"] = (op, parents)
        return f"node{len(new_graph) - 1}"

    def slope(child: str, position: int) -> str:
        op, parents = graph[child]
        if op == "mul":
            return parents[1 - position]
        if op == "exp":
            return child
        if op == "log":
            return add_node("reciprocal", parents[0])
        if op in ("tanh", "reciprocal"):
            square = add_node("neg", add_node("mul", child, child))
            return add_node("add", add_node(("constant", 1.0)), square) if op == "tanh" else square
        if op in ("add", "neg"):
            return add_node(("constant", 1.0 if op == "add" else -1.0))
        raise ValueError(f"the op {op!r} has no symbolic gradient")

    def derivative(name: str) -> str:
        total = add_node(("constant", 1.0 if name == output else 0.0))
        for child, (_, parents) in graph.items():
            for position, parent in enumerate(parents):
                if parent == name and child in above and name != output:
                    term = add_node("mul", derivative(child), slope(child, position))
                    total = add_node("add", total, term)
        return total

    names = {name: derivative(name) for name in wrt}
    return new_graph, names


@misconception("build_grad")
def a_table_for_each_name(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """Each name in `wrt` gets a sweep of its own here. What could they share?"""
    new_graph, names = dict(graph), {}
    for name in wrt:
        built, found = build_grad(graph, output, [name])
        renamed = {node: node if node in graph else f"{len(new_graph)}.{node}" for node in built}
        for node, (op, parents) in built.items():
            new_graph[renamed[node]] = (op, tuple(renamed[parent] for parent in parents))
        names[name] = renamed[found[name]]
    return new_graph, names


@misconception("build_grad")
def built_for_nodes_that_do_not_matter(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """You build gradients of nodes in which nothing depends on `wrt`. Who needs those?"""
    new_graph, names = build_grad(graph, output, [*wrt, *graph])
    return new_graph, {name: names[name] for name in wrt}


@misconception("build_grad")
def unconnected_has_no_node(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """If the output does not depend on a node, its gradient is still a node. Of which value?"""
    below = {output}
    for name in reversed(topological_order(graph)):
        if name in below:
            below.update(graph[name][1])
    return build_grad(graph, output, [name for name in wrt if name in below])


@misconception("build_grad")
def only_the_new_nodes(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """The gradient refers to nodes of the old graph. Are they in the new one?"""
    new_graph, names = build_grad(graph, output, wrt)
    return {name: node for name, node in new_graph.items() if name not in graph}, names


@misconception("build_grad")
def symbolic_tanh_not_squared(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    """The slope of tanh is the same on both sides of 0. Is the one that you build?"""
    new_graph = dict(graph)

    def add_node(op: object, *parents: str) -> str:
        new_graph[f"node{len(new_graph)}"] = (op, parents)
        return f"node{len(new_graph) - 1}"

    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    one = add_node(("constant", 1.0))
    table = {output: one}
    for name in reversed(order):
        op, parents = graph[name]
        for position, parent in enumerate(parents):
            if name not in table or parent not in matters:
                continue
            gradient = table[name]
            if op == "mul":
                gradient = add_node("mul", gradient, parents[1 - position])
            elif op == "neg":
                gradient = add_node("neg", gradient)
            elif op == "reciprocal":
                gradient = add_node("mul", gradient, add_node("neg", add_node("mul", name, name)))
            elif op == "exp":
                gradient = add_node("mul", gradient, name)
            elif op == "log":
                gradient = add_node("mul", gradient, add_node("reciprocal", parent))
            elif op == "tanh":
                slope = add_node("add", one, add_node("neg", name))
                gradient = add_node("mul", gradient, slope)
            elif op != "add":
                raise ValueError(f"the op {op!r} has no symbolic gradient")
            known = table.get(parent)
            table[parent] = gradient if known is None else add_node("add", known, gradient)
    names = {name: table.get(name) or add_node(("constant", 0.0)) for name in wrt}
    return new_graph, names


@misconception("build_grad")
def symbolic_sign_lost(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """When a grows, what do -a and 1 / a do? A sign is missing in what you build."""
    new_graph = dict(graph)

    def add_node(op: object, *parents: str) -> str:
        new_graph[f"node{len(new_graph)}"] = (op, parents)
        return f"node{len(new_graph) - 1}"

    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if not matters.isdisjoint(graph[name][1]):
            matters.add(name)
    one = add_node(("constant", 1.0))
    table = {output: one}
    for name in reversed(order):
        op, parents = graph[name]
        for position, parent in enumerate(parents):
            if name not in table or parent not in matters:
                continue
            gradient = table[name]
            if op == "mul":
                gradient = add_node("mul", gradient, parents[1 - position])
            elif op == "neg":
                gradient = table[name]
            elif op == "reciprocal":
                gradient = add_node("mul", gradient, add_node("mul", name, name))
            elif op == "exp":
                gradient = add_node("mul", gradient, name)
            elif op == "log":
                gradient = add_node("mul", gradient, add_node("reciprocal", parent))
            elif op == "tanh":
                slope = add_node("add", one, add_node("neg", add_node("mul", name, name)))
                gradient = add_node("mul", gradient, slope)
            elif op != "add":
                raise ValueError(f"the op {op!r} has no symbolic gradient")
            known = table.get(parent)
            table[parent] = gradient if known is None else add_node("add", known, gradient)
    names = {name: table.get(name) or add_node(("constant", 0.0)) for name in wrt}
    return new_graph, names


@misconception("build_grad")
def unknown_op_gets_zero(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    """An op that you cannot differentiate has no zero gradient: what should the caller hear?"""
    known = ("input", "add", "mul", "neg", "reciprocal", "exp", "log", "tanh")
    cut = {
        name: node if node[0] in known else (("constant", 0.0), ()) for name, node in graph.items()
    }
    new_graph, names = build_grad(cut, output, wrt)
    return {**new_graph, **graph}, names
