"""
function = "unroll_recurrence"
says = "The slice c[i+1:t] ends before t, so the factor of step t itself is missing from every product."
right = []
named = [
    "unroll_recurrence.last_factor_left_out",
]
"""

import numpy as np


def unroll_recurrence(b, c):
    T = b.shape[0]
    a = np.zeros(T)
    for t in range(T):
        a[t] = b[t]
        for i in range(t):
            a[t] += b[i] * np.prod(c[i + 1:t])
    return a
