"""
function = "bprop"
says = "in the product of matrices the second parent's gradient has its factors in the wrong order, and no transpose where it belongs"
right = []
named = [
    "bprop.transposed",
]
"""

import numpy as np


def bprop(op, parent_values, value, upstream):
    g = upstream
    if op == "add":
        return (g, g)
    elif op == "mul":
        return (g * parent_values[1], g * parent_values[0])
    elif op == "max":
        first = parent_values[0] >= parent_values[1]
        return (np.where(first, g, 0), np.where(first, 0, g))
    elif op == "matmul":
        A, B = parent_values
        dA = np.dot(g, B.T)
        dB = np.dot(g.T, A)
        return (dA, dB)
    elif op == "relu":
        return (np.where(parent_values[0] > 0, g, 0),)
    elif op == "tanh":
        return (g * (1 - value * value),)
    elif op == "exp":
        return (g * value,)
    elif op == "log":
        return (g / parent_values[0],)
    elif op == "sum":
        return (np.full(np.shape(parent_values[0]), g),)
    elif op == "neg":
        return (-1 * g,)
    elif op == "reciprocal":
        return (-g / parent_values[0] ** 2,)
    else:
        raise ValueError(f"cannot differentiate {op}")
