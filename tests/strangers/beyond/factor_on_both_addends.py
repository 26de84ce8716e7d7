"""
function = "combine"
says = "You multiply the later B by the later A as well; only what was there before the later stretch is multiplied."
right = []
named = [
    "combine.later_sum_multiplied",
]
"""

import numpy as np


def combine(earlier, later):
    A1, B1 = earlier
    A2, B2 = later
    A = A2 * A1
    B = A2 * (B1 + B2)
    return A, B
