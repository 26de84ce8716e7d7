"""
function = "highway_forward"
says = "The gate's two shares are exchanged: g belongs to the new part and 1 - g to the input."
right = ["highway_backward"]
named = [
    "highway_forward.gate_turned_round",
]
"""

from types import SimpleNamespace

import numpy as np


def _logistic(a):
    return 0.5 * (1 + np.tanh(0.5 * a))


def highway_forward(x, layers):
    memory = []
    for layer in layers:
        m = SimpleNamespace(**layer, x=x)
        m.new = np.tanh(m.W @ x + m.b)
        m.gate = _logistic(m.Wg @ x + m.bg)
        x = (1 - m.gate) * m.new + m.gate * x
        memory.append(m)
    return x, memory


def highway_backward(dy, cache):
    found = []
    while len(found) < len(cache):
        m = cache[-1 - len(found)]
        d = dy * m.gate * (1 - m.new**2)
        dg = dy * (m.new - m.x) * m.gate * (1 - m.gate)
        dy = dy * (1 - m.gate) + m.W.T @ d + m.Wg.T @ dg
        found.append({
            "dW": d @ m.x.T, "db": d.sum(1, keepdims=True),
            "dWg": dg @ m.x.T, "dbg": dg.sum(1, keepdims=True),
        })
    found.reverse()
    return {"dx": dy, "layers": found}
