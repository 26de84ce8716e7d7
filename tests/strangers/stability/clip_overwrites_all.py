"""
function = "clip_by_value"
says = "as soon as one element is beyond the limit, the whole array is overwritten with the limit"
right = []
named = [
    "clip_by_value.all_elements_when_one_exceeds",
]
"""

import numpy as np


def clip_by_value(grads, limit):
    clipped = {}
    for key, g in grads.items():
        new = np.array(g, copy=True)
        if np.max(new) > limit:
            new[:] = limit
        if np.min(new) < -limit:
            new[:] = -limit
        clipped[key] = new
    return clipped
