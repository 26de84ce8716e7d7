"""
function = ["naive_cost", "table_cost"]
says = "paths are counted, without the multiplication of each edge; and edges that do not lie on the way from the source are counted, too"
right = []
named = [
    "naive_cost.paths_counted",
    "table_cost.all_edges_counted",
    "table_cost.edges_above_the_output_only",
]
"""

import numpy as np


def naive_cost(graph, source, output):
    order = topological_order(graph)
    cost = {output: 1}
    for node in order[::-1]:
        if node not in cost:
            continue
        for parent in graph[node][1]:
            cost[parent] = cost.get(parent, 0) + cost[node]
    return cost.get(source, 0)


def table_cost(graph, source, output):
    seen = set()
    stack = [output]
    edges = 0
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        for parent in graph[node][1]:
            edges += 1
            stack.append(parent)
    return edges if source in seen else 0
