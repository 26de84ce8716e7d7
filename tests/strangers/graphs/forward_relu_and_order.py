"""
function = "forward"
says = "the nodes are computed in the order of the dictionary, where parents may stand after their children"
right = []
named = []
"""

import numpy as np


def forward(graph, inputs):
    vals = {}
    for name in graph:
        op, parents = graph[name]
        if op == "input":
            vals[name] = inputs[name]
            continue
        if isinstance(op, tuple):
            vals[name] = op[1]
            continue
        a = vals[parents[0]]
        b = vals[parents[1]] if len(parents) > 1 else None
        if op == "add":
            vals[name] = a + b
        elif op == "mul":
            vals[name] = a * b
        elif op == "max":
            vals[name] = np.maximum(a, b)
        elif op == "matmul":
            vals[name] = a @ b
        elif op == "relu":
            vals[name] = a * (a > 0)
        elif op == "tanh":
            vals[name] = np.tanh(a)
        elif op == "exp":
            vals[name] = np.exp(a)
        elif op == "log":
            vals[name] = np.log(a)
        elif op == "sum":
            vals[name] = np.sum(a)
        elif op == "neg":
            vals[name] = -a
        elif op == "reciprocal":
            vals[name] = 1 / a
        else:
            raise ValueError("unknown op: " + op)
    return vals
