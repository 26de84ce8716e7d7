"""
function = "relative_error"
says = "All elements have to be looked at together, ‖a-b‖ / (‖a‖ + ‖b‖); the largest error of a single element (as in the CS231n notes) is another measure, and a tiny element spoils it."
right = []
named = [
    "relative_error.largest_of_the_elements",
]
"""
import numpy as np


def relative_error(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))
