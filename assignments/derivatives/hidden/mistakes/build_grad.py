"""Known mistakes in `build_grad` that are no edits of it."""

from __future__ import annotations

import numpy as np

from solutions.derivatives import Graph, build_grad, forward, topological_order


def numbers_for_symbols(graph: Graph, output: str, wrt: list[str]) -> tuple[Graph, dict[str, str]]:
    inputs = {name: np.array(0.5) for name, (op, _) in graph.items() if op == "input"}
    built, gradients = build_grad(graph, output, wrt)
    values = forward(built, inputs)
    new_graph, names = dict(graph), {}
    for name in wrt:
        names[name] = f"{output}.{name}.{len(new_graph)}"
        new_graph[names[name]] = (("constant", float(values[gradients[name]])), ())
    return new_graph, names


def built_along_every_path(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    new_graph, above = dict(graph), {output}
    for name in reversed(topological_order(graph)):
        if name in above:
            above.update(graph[name][1])

    def add_node(op: object, *parents: str) -> str:
        if len(new_graph) > 5000:
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

    try:
        names = {name: derivative(name) for name in wrt}
    except MemoryError:
        names = dict.fromkeys(wrt, output)  # nobody looks at the rest
    return new_graph, names


def a_table_for_each_name(
    graph: Graph, output: str, wrt: list[str]
) -> tuple[Graph, dict[str, str]]:
    new_graph, names = dict(graph), {}
    for name in wrt:
        built, found = build_grad(graph, output, [name])
        renamed = {node: node if node in graph else f"{len(new_graph)}.{node}" for node in built}
        for node, (op, parents) in built.items():
            new_graph[renamed[node]] = (op, tuple(renamed[parent] for parent in parents))
        names[name] = renamed[found[name]]
    return new_graph, names
