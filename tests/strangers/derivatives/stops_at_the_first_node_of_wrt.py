"""
function = "build_grad"
says = "You treat the nodes of wrt as if they were inputs and go back no further from them; if one of them depends on another, the paths through it are missing."
right = []
named = [
    "build_grad.stopped_at_what_is_asked_for",
]
"""

import numpy as np


def unused(graph, stem):
    name = stem
    while name in graph:
        name += "'"
    return name


def build_grad(graph, output, wrt):
    graph = dict(graph)
    order = topological_order(graph)

    def put(stem, op, *parents):
        name = unused(graph, stem)
        graph[name] = (op, tuple(parents))
        return name

    useful = set(wrt)
    for name in order:
        if any(p in useful for p in graph[name][1]):
            useful.add(name)

    pending = {}
    if output in useful:
        pending[output] = put("one", ("constant", 1.0))
    for v in reversed(order):
        if v not in pending or v in wrt:
            continue
        op, parents = graph[v]
        dv = pending[v]
        for k, a in enumerate(parents):
            if a not in useful:
                continue
            if op == "add":
                part = dv
            elif op == "mul":
                part = put(f"d{v}_d{a}", "mul", dv, parents[1 - k])
            elif op == "neg":
                part = put(f"d{v}_d{a}", "neg", dv)
            elif op == "exp":
                part = put(f"d{v}_d{a}", "mul", dv, v)
            elif op == "log":
                part = put(f"d{v}_d{a}", "mul", dv, put("inverse", "reciprocal", a))
            elif op == "reciprocal":
                minus = put("minus", "neg", v)
                part = put(f"d{v}_d{a}", "mul", dv, put("slope", "mul", minus, v))
            elif op == "tanh":
                square = put("square", "mul", v, v)
                back = put("times", "mul", dv, square)
                part = put(f"d{v}_d{a}", "add", dv, put("minus", "neg", back))
            else:
                raise ValueError(f"the op {op} has no slope here")
            pending[a] = put(f"d{a}", "add", pending[a], part) if a in pending else part
    names = {}
    for x in wrt:
        names[x] = pending[x] if x in pending else put("zero", ("constant", 0.0))
    return graph, names
