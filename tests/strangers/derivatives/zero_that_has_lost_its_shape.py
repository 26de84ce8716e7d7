"""
function = "jvp"
says = "What stands still gets the plain number 0, so that an output that does not move has not the shape of its value; and Python's sum adds up the first axis only."
right = []
named = [
    "jvp.sum_along_the_first_axis",
]
"""

import numpy as np


def still(moves):
    return np.ndim(moves) == 0 and moves == 0


def jvp(graph, values, tangents, output):
    def dot(name, memo):
        if name in memo:
            return memo[name]
        op, parents = graph[name]
        if not parents:
            result = tangents.get(name, 0.0)
            memo[name] = result
            return result
        d = [dot(p, memo) for p in parents]
        v, vals = values[name], [values[p] for p in parents]
        if all(still(each) for each in d):
            result = 0.0
        elif op == "add":
            result = d[0] + d[1]
        elif op == "mul":
            result = vals[1] * d[0] + vals[0] * d[1]
        elif op == "matmul":
            result = 0.0
            if not still(d[0]):
                result = result + d[0] @ vals[1]
            if not still(d[1]):
                result = result + vals[0] @ d[1]
        elif op == "max":
            result = np.where(vals[0] >= vals[1], d[0], d[1])
        elif op == "neg":
            result = -d[0]
        elif op == "reciprocal":
            result = -d[0] * v**2
        elif op == "exp":
            result = d[0] * v
        elif op == "log":
            result = d[0] / vals[0]
        elif op == "tanh":
            result = d[0] * (1 - v**2)
        elif op == "relu":
            result = np.where(v > 0, d[0], 0)
        elif op == "sum":
            result = sum(d[0]) if np.ndim(d[0]) else d[0]
        else:
            raise ValueError("cannot differentiate " + str(op))
        memo[name] = result
        return result

    return dot(output, {})
