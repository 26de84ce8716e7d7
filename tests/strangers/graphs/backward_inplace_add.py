"""
function = "backward"
says = "contributions are added in place to an array that another node may share"
right = []
named = [
    "backward.added_in_place",
]
"""

import numpy as np


def backward(graph, values, output, wrt):
    order = topological_order(graph)
    relevant = set(wrt)
    for name in order:
        for parent in graph[name][1]:
            if parent in relevant:
                relevant.add(name)
                break
    table = {}
    table[output] = np.ones(np.shape(values[output]))
    for name in reversed(order):
        op, parents = graph[name]
        if name not in table or not (set(parents) & relevant):
            continue
        contributions = bprop(op, [values[p] for p in parents], values[name], table[name])
        for i in range(len(parents)):
            p = parents[i]
            if p not in relevant:
                continue
            if p in table:
                table[p] += contributions[i]
            else:
                table[p] = contributions[i]
    result = {}
    for w in wrt:
        if w in table:
            result[w] = table[w]
        else:
            result[w] = np.zeros(np.shape(values[w]))
    return result
