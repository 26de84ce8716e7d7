"""
function = "batches"
says = "np.roll puts the first token in the place of the last label: right by luck for recall, but in agreement the label there must be the verb."
right = []
named = []
"""

import numpy as np


def batches(task, count, rng):
    d = task["distance"]
    T = d + 1
    if task["language"] == "recall":
        k = task["symbols"]
        tokens = rng.integers(k, 2 * k, (count, T))
        tokens[:, 0] = rng.integers(0, k, count)
        tokens[:, -1] = 2 * k
    elif task["language"] == "agreement":
        k = task["nouns"]
        tokens = rng.integers(0, 2 * k, (count, T))
        tokens[:, 1::2] = 2 * k
    else:
        raise ValueError("unknown language " + repr(task["language"]))
    labels = np.roll(tokens, -1, axis=1)
    mask = np.zeros((count, T), dtype=bool)
    mask[:, -1] = True
    return tokens, labels, mask
