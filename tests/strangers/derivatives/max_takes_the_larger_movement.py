"""
function = "jvp"
says = "For max you let the larger of the two movements pass; it should be the movement of the parent whose value is larger."
right = []
named = [
    "jvp.max_of_the_tangents",
]
"""

import numpy as np


def jvp(graph, values, tangents, output):
    needed, stack = set(), [output]
    while stack:
        name = stack.pop()
        if name not in needed:
            needed.add(name)
            stack.extend(graph[name][1])
    dot = {}
    for name in topological_order(graph):
        if name not in needed:
            continue
        op, ps = graph[name]
        v = values[name]
        zero = np.zeros(np.shape(v))
        if op == "input":
            dot[name] = tangents.get(name, zero)
            continue
        if isinstance(op, tuple):
            dot[name] = zero
            continue
        a = values[ps[0]]
        da = dot[ps[0]]
        if op == "add":
            d = da + dot[ps[1]]
        elif op == "mul":
            d = da * values[ps[1]] + a * dot[ps[1]]
        elif op == "matmul":
            d = da @ values[ps[1]] + a @ dot[ps[1]]
        elif op == "max":
            d = np.maximum(da, dot[ps[1]])
        elif op == "neg":
            d = -da
        elif op == "reciprocal":
            d = -da * v * v
        elif op == "exp":
            d = v * da
        elif op == "log":
            d = da / a
        elif op == "tanh":
            d = (1 - v * v) * da
        elif op == "relu":
            d = da * (a > 0)
        elif op == "sum":
            d = np.sum(da)
        else:
            raise ValueError(f"{op} has no derivative")
        dot[name] = d
    return np.asarray(dot[output])
