"""
function = "jacobian"
says = "One sweep gives one row, the derivatives of one output element; you put the sweeps in columns and reshape, which mixes rows and columns."
right = []
named = [
    "jacobian.columns_reshaped_to_rows",
]
"""
import numpy as np


def jacobian(graph, values, output, wrt):
    y, x = np.asarray(values[output], float), np.asarray(values[wrt], float)
    J = np.zeros((x.size, y.size))
    pick, product = "pick::", "picked::"
    g = {**graph, pick: ("input", ()), product: ("mul", (output, pick))}
    for i in range(y.size):
        unit = np.zeros(y.size)
        unit[i] = 1.0
        unit = unit.reshape(y.shape)
        v = {**values, pick: unit, product: y * unit}
        J[:, i] = backward(g, v, product, [wrt])[wrt].ravel()
    return J.reshape(y.size, x.size)
