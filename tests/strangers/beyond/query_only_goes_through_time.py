"""
function = "attention_path"
says = "The last state is the query, too, and that share is in your total but missing in direct: it reaches h_T without passing any other state."
right = []
named = [
    "attention_path.query_in_the_total_alone",
]
"""

import numpy as np


def attention_path(dcontext, h, W_hh):
    g = attention_backward(dcontext[:, :, np.newaxis], h[:, :, -1:], h, h)
    direct = g["dkeys"] + g["dvalues"]
    slopes = 1 - h * h
    total = [None] * h.shape[2]
    for t in reversed(range(h.shape[2])):
        here = direct[:, :, t]
        if t == h.shape[2] - 1:
            here = here + g["dqueries"][:, :, 0]
        else:
            here = here + W_hh.T @ (slopes[:, :, t + 1] * total[t + 1])
        total[t] = here
    return direct, np.stack(total, axis=2)
