"""
function = "attention_path"
says = "A state hands back its total gradient, not only its direct one, and the slope of tanh belongs to the later state, which the earlier one has made; you take it at the earlier state."
right = []
named = [
    "attention_path.one_step_through_time + attention_path.slope_after_the_matrix",
]
"""

import numpy as np


def attention_path(dcontext, h, W_hh):
    back = attention_backward(dcontext[..., None], h[..., [-1]], h, h)
    direct = back["dkeys"] + back["dvalues"]
    direct[..., -1:] += back["dqueries"]
    total = direct.copy()
    handed = np.einsum("ij,ibt->jbt", W_hh, direct)
    total[..., :-1] += (handed[..., 1:]) * (1 - h[..., :-1] ** 2)
    return direct, total
