"""
function = "unroll_recurrence"
says = "You divide by the cumulative product of c, which is 0 from the first zero factor on: the task says not to divide."
right = []
named = [
    "unroll_recurrence.divided_by_products",
]
"""

import numpy as np


def unroll_recurrence(b, c):
    b, c = np.asarray(b, float), np.asarray(c, float)
    p = np.concatenate(([1.0], np.cumprod(c[1:])))
    return p * np.cumsum(b / p)
