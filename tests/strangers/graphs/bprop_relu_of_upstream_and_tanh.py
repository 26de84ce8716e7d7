"""
function = "bprop"
says = "relu asks where the arriving gradient is positive, not where its parent is; and the slope of tanh is taken at the parent as if it were the result"
right = []
named = [
    "bprop.relu_looks_at_the_upstream",
    "bprop.tanh_slope_at_the_input",
]
"""

import numpy as np


def bprop(op, parent_values, value, upstream):
    rules = {
        "add": lambda a, b: (upstream, upstream),
        "mul": lambda a, b: (upstream * b, upstream * a),
        "max": lambda a, b: (upstream * (a >= b), upstream * (b > a)),
        "matmul": lambda a, b: (upstream @ np.transpose(b), np.transpose(a) @ upstream),
        "relu": lambda a: (upstream * (upstream > 0),),
        "tanh": lambda a: (upstream * (1 - a ** 2),),
        "exp": lambda a: (upstream * np.exp(a),),
        "log": lambda a: (upstream / a,),
        "sum": lambda a: (np.ones(np.shape(a)) * upstream,),
        "neg": lambda a: (-upstream,),
        "reciprocal": lambda a: (-upstream / (a * a),),
    }
    if op not in rules:
        raise ValueError("no gradient for " + str(op))
    return rules[op](*parent_values)
