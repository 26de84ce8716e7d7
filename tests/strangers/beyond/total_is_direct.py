"""
function = "attention_path"
says = "total = direct makes no copy: what goes back through time is added to the same array, so that direct is returned as the total one."
right = []
named = [
    "attention_path.total_is_direct",
]
"""

import numpy as np


def attention_path(dcontext, h, W_hh):
    T = h.shape[2]
    query = h[:, :, -1:]
    grads = attention_backward(dcontext[:, :, None], query, h, h)
    direct = grads["dkeys"] + grads["dvalues"]
    direct[:, :, -1] += grads["dqueries"][:, :, 0]
    total = direct
    for t in range(T - 2, -1, -1):
        total[:, :, t] += W_hh.T @ ((1 - h[:, :, t + 1] ** 2) * total[:, :, t + 1])
    return direct, total
