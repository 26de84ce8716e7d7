"""
function = "unroll_recurrence"
says = "earlier terms are added up as a running sum and multiplied by the last factor alone, so that they do not meet the factors on their way"
right = []
named = []
"""

import numpy as np


def unroll_recurrence(b, c):
    result = []
    for t in range(len(b)):
        # everything that came before
        before = np.sum(b[:t])
        result.append(b[t] + c[t] * before)
    return np.array(result)
