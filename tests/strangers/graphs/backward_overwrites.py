"""
function = "backward"
says = "a later contribution to a node replaces the earlier one, where the two should be added"
right = []
named = [
    "backward.overwritten_at_a_fan_out",
]
"""

import numpy as np


def backward(graph, values, output, wrt):
    order = topological_order(graph)

    # which nodes depend on something in wrt?
    needed = set(wrt)
    for n in order:
        if any(p in needed for p in graph[n][1]):
            needed.add(n)

    grad = {output: np.ones_like(values[output], dtype=float)}
    for n in order[::-1]:
        if n not in grad:
            continue
        op, parents = graph[n]
        if not any(p in needed for p in parents):
            continue
        parts = bprop(op, [values[p] for p in parents], values[n], grad[n])
        for p, part in zip(parents, parts):
            if p in needed:
                grad[p] = part
    return {w: grad.get(w, np.zeros(np.shape(values[w]))) for w in wrt}
