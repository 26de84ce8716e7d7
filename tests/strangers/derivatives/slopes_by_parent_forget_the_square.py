"""
function = "build_grad"
says = "You collect the contributions of a node in a dict by parent, so for mul(x, x) or add(x, x) the second one overwrites the first and the gradient is half of what it should be."
right = []
named = [
    "build_grad.one_contribution_from_each_child",
]
"""

import itertools

import numpy as np


def build_grad(graph, output, wrt):
    g = dict(graph)
    fresh = (f"d{i}" for i in itertools.count())

    def add_node(op, *parents):
        name = next(n for n in fresh if n not in g)
        g[name] = (op, parents)
        return name

    def contributions(name, up):
        op, ps = graph[name]
        match op:
            case "add":
                return {p: up for p in ps}
            case "mul":
                a, b = ps
                return {a: add_node("mul", up, b), b: add_node("mul", up, a)}
            case "neg":
                return {ps[0]: add_node("neg", up)}
            case "reciprocal":
                sq = add_node("mul", name, name)
                return {ps[0]: add_node("neg", add_node("mul", up, sq))}
            case "exp":
                return {ps[0]: add_node("mul", up, name)}
            case "log":
                return {ps[0]: add_node("mul", up, add_node("reciprocal", ps[0]))}
            case "tanh":
                one = add_node(("constant", 1.0))
                slope = add_node("add", one, add_node("neg", add_node("mul", name, name)))
                return {ps[0]: add_node("mul", up, slope)}
        raise ValueError(f"cannot differentiate {op!r}")

    order = topological_order(graph)
    alive = set(wrt)
    for name in order:
        if alive & set(graph[name][1]):
            alive.add(name)
    table = {}
    if output in alive:
        table[output] = add_node(("constant", 1.0))
    for name in order[::-1]:
        if name not in table or not alive & set(graph[name][1]):
            continue
        for parent, c in contributions(name, table[name]).items():
            if parent in alive:
                table[parent] = add_node("add", table[parent], c) if parent in table else c
    for name in wrt:
        if name not in table:
            table[name] = add_node(("constant", 0.0))
    return g, {name: table[name] for name in wrt}
