"""Known mistakes in `batches`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions.variant import misconception
from solutions.memory import Array, Task, batches


@misconception("batches")
def labels_not_shifted(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """The label of a step is the token that comes next, not the one that is being read."""
    tokens, _, mask = batches(task, count, rng)
    return tokens, tokens, mask


@misconception("batches")
def answer_among_the_inputs(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """The network reads the very token that it should predict. Which one must it not see?"""
    _, labels, mask = batches(task, count, rng)
    return labels, labels, mask


@misconception("batches")
def read_backwards(task: Task, count: int, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """What is read and what is to be predicted have changed places."""
    tokens, labels, mask = batches(task, count, rng)
    return labels, tokens, mask


@misconception("batches")
def every_step_marked(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """Most labels have nothing to do with the first token. Which one does it decide?"""
    tokens, labels, mask = batches(task, count, rng)
    return tokens, labels, np.ones_like(mask)


@misconception("batches")
def first_step_marked(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """You marked where the symbol is read. Where must it be named?"""
    tokens, labels, mask = batches(task, count, rng)
    return tokens, labels, mask[:, ::-1]


@misconception("batches")
def one_sentence_for_all(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """All sentences of the batch are the same. How many times must chance be asked?"""
    tokens, labels, mask = batches(task, 1, rng)
    return tokens.repeat(count, axis=0), labels.repeat(count, axis=0), mask.repeat(count, axis=0)


@misconception("batches")
def one_filler_for_the_whole_sentence(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """In each sentence only one word is drawn for the middle. Is each drawn by itself?"""
    tokens, labels, mask = batches(task, count, rng)
    step = 1 if task["language"] == "recall" else 2
    first = tokens[:, step : step + 1]
    if task["language"] == "recall":
        tokens = np.concatenate([tokens[:, :1], first + 0 * tokens[:, 1:-1], tokens[:, -1:]], 1)
    else:
        tokens = tokens.copy()
        tokens[:, 2::2] = first
    return tokens, np.concatenate([tokens[:, 1:], labels[:, -1:]], axis=1), mask


@misconception("batches")
def symbols_as_fillers(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """Symbols and fillers are different tokens. Which numbers do the fillers have?"""
    tokens, labels, mask = batches(task, count, rng)
    if task["language"] == "recall":
        tokens = np.where((tokens >= task["symbols"]) & ~mask, tokens - task["symbols"], tokens)
        labels = np.concatenate([tokens[:, 1:], labels[:, -1:]], axis=1)
    return tokens, labels, mask


@misconception("batches")
def last_symbol_never_drawn(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """One of the words never turns up. Is the upper end of the range included?"""
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


@misconception("batches")
def one_step_too_many(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """Count the steps from reading the first token to naming the answer: they are the distance."""
    longer = 1 if task["language"] == "recall" else 2
    return batches({**task, "distance": task["distance"] + longer}, count, rng)


@misconception("batches")
def verb_agrees_with_the_nearest(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """Which noun does the verb belong to, if there are several?"""
    tokens, labels, mask = batches(task, count, rng)
    if task["language"] == "agreement":
        labels = labels.copy()
        labels[:, -1] = 2 * task["nouns"] + 1 + (tokens[:, -1] >= task["nouns"])
    return tokens, labels, mask


@misconception("batches")
def verbs_exchanged(task: Task, count: int, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Look once more at the table: which of the two verbs goes with the singular?"""
    tokens, labels, mask = batches(task, count, rng)
    if task["language"] == "agreement":
        labels = np.where(mask, 4 * task["nouns"] + 3 - labels, labels)
    return tokens, labels, mask


@misconception("batches")
def distractors_always_differ(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """The later nouns depend on the first one. Is each of them drawn by itself?"""
    tokens, labels, mask = batches(task, count, rng)
    if task["language"] == "agreement":
        k = task["nouns"]
        tokens = tokens.copy()
        tokens[:, 2::2] = tokens[:, 2::2] % k + np.where(tokens[:, :1] < k, k, 0)
        labels = np.concatenate([tokens[:, 1:], labels[:, -1:]], axis=1)
    return tokens, labels, mask


@misconception("batches")
def any_other_language_is_agreement(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """What if there is no such language? An `else` takes everything."""
    if task["language"] != "recall":
        task = {"nouns": task.get("symbols", 3), **task, "language": "agreement"}
    return batches(task, count, rng)


@misconception("batches")
def generator_of_its_own(
    task: Task, count: int, rng: np.random.Generator
) -> tuple[Array, Array, Array]:
    """Where does the chance come from: from the generator you are given, or from your own?"""
    return batches(task, count, np.random.default_rng(0))
