"""
function = "build_grad"
says = "Your recursion goes down every path by itself and builds everything on it again, so a chain of diamonds gets a graph that doubles with each link; and it also refuses ops on branches that no node of wrt has part in."
right = []
named = [
    "build_grad.built_along_every_path",
]
"""

import numpy as np


def build_grad(graph, output, wrt):
    new_graph = dict(graph)

    def make(op, parents=()):
        name = f"n{len(new_graph)}"
        while name in new_graph:
            name = "n" + name
        new_graph[name] = (op, parents)
        return name

    found = {name: [] for name in wrt}

    def visit(name, up):
        if name in found:
            found[name].append(up)
        op, parents = graph[name]
        if op == "input" or isinstance(op, tuple):
            return
        if op == "add":
            for p in parents:
                visit(p, up)
        elif op == "mul":
            left, right = parents
            visit(left, make("mul", (up, right)))
            visit(right, make("mul", (up, left)))
        elif op == "neg":
            visit(parents[0], make("neg", (up,)))
        elif op == "exp":
            visit(parents[0], make("mul", (up, name)))
        elif op == "log":
            visit(parents[0], make("mul", (up, make("reciprocal", parents))))
        elif op == "reciprocal":
            visit(parents[0], make("neg", (make("mul", (up, make("mul", (name, name)))),)))
        elif op == "tanh":
            minus = make("neg", (make("mul", (name, name)),))
            visit(parents[0], make("mul", (up, make("add", (make(("constant", 1.0)), minus)))))
        else:
            raise ValueError(op)

    visit(output, make(("constant", 1.0)))
    names = {}
    for name, parts in found.items():
        total = parts[0] if parts else make(("constant", 0.0))
        for part in parts[1:]:
            total = make("add", (total, part))
        names[name] = total
    return new_graph, names
