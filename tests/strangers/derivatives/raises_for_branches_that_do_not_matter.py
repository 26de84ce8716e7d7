"""
function = "jvp"
says = "You sweep through the whole graph and stop at any op without a derivative, also where the output does not depend on it; only the way from the inputs to the output matters."
right = []
named = []
"""

import numpy as np


def jvp(graph, values, tangents, output):
    t = {}
    for name in topological_order(graph):
        op, parents = graph[name]
        if op == "input":
            t[name] = tangents[name] if name in tangents else np.zeros_like(values[name], float)
            continue
        if isinstance(op, tuple) and op[0] == "constant":
            t[name] = np.zeros(np.shape(op[1]))
            continue
        x = [values[p] for p in parents]
        d = [t[p] for p in parents]
        match op:
            case "add":
                t[name] = d[0] + d[1]
            case "mul":
                t[name] = d[0] * x[1] + x[0] * d[1]
            case "matmul":
                t[name] = d[0] @ x[1] + x[0] @ d[1]
            case "max":
                first = x[0] >= x[1]
                t[name] = first * d[0] + ~first * d[1]
            case "neg":
                t[name] = -d[0]
            case "reciprocal":
                t[name] = -(values[name] ** 2) * d[0]
            case "exp":
                t[name] = values[name] * d[0]
            case "log":
                t[name] = d[0] / x[0]
            case "tanh":
                t[name] = (1 - values[name] ** 2) * d[0]
            case "relu":
                t[name] = (x[0] >= 0) * d[0]
            case "sum":
                t[name] = np.sum(d[0])
            case _:
                raise ValueError(f"no derivative: {op}")
    return t[output]
