"""
function = "unroll_recurrence"
says = "the product of factors starts one step too early: it contains the factor of the step at which the term came in"
right = []
named = [
    "unroll_recurrence.own_factor_included",
]
"""

import numpy as np


def unroll_recurrence(b, c):
    T = len(b)
    a = np.zeros(T)
    for t in range(T):
        total = b[t]
        for i in range(t):
            prod = 1.0
            for j in range(i, t + 1):
                prod *= c[j]
            total += prod * b[i]
        a[t] = total
    return a
