"""
function = "chain_cost"
says = "NumPy's int64 runs over above 9·10^18 without a word, and Python's own int would not; the exact number is asked for."
right = []
named = [
    "chain_cost.integers_of_64_bits",
]
"""

import numpy as np


def chain_cost(dims, mode):
    n = np.array(dims, dtype=np.int64)
    if mode == "forward":
        return int(n[0] * np.sum(n[1:-1] * n[2:]))
    if mode == "reverse":
        return int(n[-1] * np.sum(n[:-2] * n[1:-1]))
    raise ValueError(f"mode should be forward or reverse, not {mode}")
