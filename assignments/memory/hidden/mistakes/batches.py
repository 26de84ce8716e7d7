"""Known mistakes in `batches` that are no edits of it."""

from __future__ import annotations

import numpy as np

from solutions.memory import Array, Task, batches


def last_symbol_never_drawn(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    tokens, labels, mask = batches(task, count, rng)
    last = task["symbols"] - 1 if task["language"] == "recall" else 2 * task["nouns"] - 1
    never = tokens[:, 0] == last
    tokens, labels = tokens.copy(), labels.copy()
    tokens[never, 0] = max(last - 1, 0)
    if task["language"] == "recall":
        labels[:, -1] = tokens[:, 0]
    else:
        labels[:, -1] = 2 * task["nouns"] + 1 + (tokens[:, 0] >= task["nouns"])
    return tokens, labels, mask
