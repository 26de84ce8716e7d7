"""
function = "batches"
says = "the verb agrees with the noun next to it, rather than with the first one"
right = []
named = []
"""

import numpy as np


def batches(task, count, rng):
    lang = task["language"]
    dist = task["distance"]
    rows = []
    if lang == "recall":
        k = task["symbols"]
        for _ in range(count):
            first = int(rng.integers(0, k))
            middle = [int(f) for f in rng.integers(k, 2 * k, dist - 1)]
            rows.append([first] + middle + [2 * k, first])
    elif lang == "agreement":
        k = task["nouns"]
        for _ in range(count):
            nouns = [int(n) for n in rng.integers(0, 2 * k, dist // 2 + 1)]
            sentence = [nouns[0]]
            for noun in nouns[1:]:
                sentence += [2 * k, noun]
            sentence.append(2 * k + 1 if noun < k else 2 * k + 2)
            rows.append(sentence)
    else:
        raise ValueError(f"I do not know {lang}")
    rows = np.array(rows)
    mask = np.zeros(rows[:, 1:].shape, dtype=bool)
    mask[:, -1] = True
    return rows[:, :-1], rows[:, 1:], mask
