"""
function = "build_grad"
says = "Your counter begins at 0 in every call, so the second call gives its nodes names that the first one has used, and overwrites them."
right = []
named = [
    "build_grad.fixed_names",
]
"""

import numpy as np


def build_grad(graph, output, wrt):
    new = dict(graph)
    count = 0

    def node(op, *parents):
        nonlocal count
        name = f"_g{count}"
        count += 1
        new[name] = (op, parents)
        return name

    order = topological_order(graph)
    depends = set()
    for name in order:
        if name in wrt or any(p in depends for p in graph[name][1]):
            depends.add(name)
    grads = {}
    if output in depends:
        grads[output] = node(("constant", 1.0))
    for name in reversed(order):
        if name not in grads:
            continue
        op, parents = graph[name]
        if not any(p in depends for p in parents):
            continue
        g = grads[name]
        for i, p in enumerate(parents):
            if p not in depends:
                continue
            if op == "add":
                c = g
            elif op == "mul":
                c = node("mul", g, parents[1 - i])
            elif op == "neg":
                c = node("neg", g)
            elif op == "reciprocal":
                c = node("neg", node("mul", g, node("mul", name, name)))
            elif op == "exp":
                c = node("mul", g, name)
            elif op == "log":
                c = node("mul", g, node("reciprocal", p))
            elif op == "tanh":
                square = node("mul", name, name)
                c = node("mul", g, node("add", node(("constant", 1.0)), node("neg", square)))
            else:
                raise ValueError(f"no derivative for {op}")
            grads[p] = node("add", grads[p], c) if p in grads else c
    return new, {name: grads[name] if name in grads else node(("constant", 0.0)) for name in wrt}
