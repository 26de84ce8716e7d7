"""
function = "jvp"
says = "In the product of matrices you write the second term as movement of b times a; the order of the factors must stay a times movement of b. Where both parents of max are equal you let the second pass."
right = []
named = [
    "jvp.second_factor_changes_sides + jvp.second_of_two_equals",
]
"""

import numpy as np


def ancestors(graph, name, seen=None):
    seen = set() if seen is None else seen
    if name not in seen:
        seen.add(name)
        for p in graph[name][1]:
            ancestors(graph, p, seen)
    return seen


def jvp(graph, values, tangents, output):
    rules = {
        "add": lambda v, a, da, b, db: da + db,
        "mul": lambda v, a, da, b, db: da * b + db * a,
        "matmul": lambda v, a, da, b, db: da @ b + (db @ a if a.shape == b.shape else a @ db),
        "max": lambda v, a, da, b, db: np.where(a > b, da, db),
        "neg": lambda v, a, da: -da,
        "reciprocal": lambda v, a, da: -da / a**2,
        "exp": lambda v, a, da: da * np.exp(a),
        "log": lambda v, a, da: da / a,
        "tanh": lambda v, a, da: da * (1 - np.tanh(a) ** 2),
        "relu": lambda v, a, da: np.where(a > 0, da, 0.0),
        "sum": lambda v, a, da: np.sum(da),
    }
    needed = ancestors(graph, output)
    moves = {}
    for name in topological_order(graph):
        if name not in needed:
            continue
        op, parents = graph[name]
        if not parents:
            moves[name] = np.asarray(tangents.get(name, 0.0 * np.asarray(values[name])))
            continue
        if op not in rules:
            raise ValueError(f"the op {op!r} has no derivative")
        args = [z for p in parents for z in (values[p], moves[p])]
        moves[name] = rules[op](values[name], *args)
    return np.asarray(moves[output])
