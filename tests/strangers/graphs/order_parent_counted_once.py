"""
function = "topological_order"
says = "a node that names the same parent twice waits for two, but hears of it only once, so that it is never free and passes for a cycle"
right = []
named = []
"""

import numpy as np


def topological_order(graph):
    waiting = {}
    children = {name: set() for name in graph}
    for name in graph:
        parents = graph[name][1]
        waiting[name] = len(parents)
        for p in parents:
            children[p].add(name)
    todo = [n for n in graph if waiting[n] == 0]
    order = []
    while len(todo) > 0:
        n = todo.pop(0)
        order.append(n)
        for child in children[n]:
            waiting[child] -= 1
            if waiting[child] == 0:
                todo.append(child)
    if len(order) != len(graph):
        raise ValueError("there is a cycle")
    return order
