"""
function = "build_grad"
says = "The slope of 1/a is -1/a², that is -v·v with the node v itself; you multiply by -a·a, the square of the parent, without turning it over."
right = []
named = [
    "build_grad.reciprocal_with_the_square_of_its_parent",
]
"""

import numpy as np


class Builder:
    def __init__(self, graph):
        self.nodes = dict(graph)
        self.number = 0

    def __call__(self, op, *parents):
        while f"#{self.number}" in self.nodes:
            self.number += 1
        name = f"#{self.number}"
        self.nodes[name] = (op, parents)
        return name


RULES = {
    "add": lambda b, g, v, ps: [g, g],
    "mul": lambda b, g, v, ps: [b("mul", g, ps[1]), b("mul", g, ps[0])],
    "neg": lambda b, g, v, ps: [b("neg", g)],
    "reciprocal": lambda b, g, v, ps: [b("neg", b("mul", g, b("mul", ps[0], ps[0])))],
    "exp": lambda b, g, v, ps: [b("mul", g, v)],
    "log": lambda b, g, v, ps: [b("mul", g, b("reciprocal", ps[0]))],
    "tanh": lambda b, g, v, ps: [
        b("mul", g, b("add", b(("constant", 1.0)), b("neg", b("mul", v, v))))
    ],
}


def build_grad(graph, output, wrt):
    b = Builder(graph)
    order = topological_order(graph)
    matters = set(wrt)
    for name in order:
        if any(p in matters for p in graph[name][1]):
            matters.add(name)
    table = {output: b(("constant", 1.0))} if output in matters else {}
    for name in reversed(order):
        op, parents = graph[name]
        if name in table and matters.intersection(parents):
            if op not in RULES:
                raise ValueError(f"no rule for {op}")
            for p, c in zip(parents, RULES[op](b, table[name], name, parents)):
                if p in matters:
                    table[p] = b("add", table[p], c) if p in table else c
    return b.nodes, {w: table.get(w) or b(("constant", 0.0)) for w in wrt}
