"""
function = ["one_hot", "batches"]
says = "tokens that do not exist are not refused, so that -1 becomes the last one; and all sentences of a batch get the same symbol"
right = []
named = []
"""

import numpy as np


def one_hot(tokens, size):
    eye = np.eye(size)
    return np.transpose(eye[tokens], (2, 0, 1))


def batches(task, count, rng):
    d = task["distance"]
    if task["language"] == "recall":
        k = task["symbols"]
        symbol = rng.integers(0, k)
        s = np.zeros((count, d + 2), dtype=int)
        s[:, 0] = symbol
        s[:, 1:d] = rng.integers(k, 2 * k, size=(count, d - 1))
        s[:, d] = 2 * k
        s[:, d + 1] = symbol
    elif task["language"] == "agreement":
        k = task["nouns"]
        s = np.zeros((count, d + 2), dtype=int) + 2 * k
        nouns = rng.integers(0, 2 * k, size=(count, d // 2 + 1))
        s[:, 0:d + 1:2] = nouns
        plural = nouns[:, 0] >= k
        s[:, d + 1] = 2 * k + 1 + plural
    else:
        raise ValueError("unknown language: " + task["language"])
    mask = np.zeros((count, d + 1), dtype=bool)
    mask[:, -1] = True
    return s[:, :-1], s[:, 1:], mask
