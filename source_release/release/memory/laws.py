"""What `check` asks of answers of which several are right.

Each function receives the arguments of a call and what came back, and returns a sentence about
what is wrong, or None.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def batches(arguments: list[Any], returned: Any) -> str | None:
    """Shapes, kinds, and what the tokens of a sentence have to do with its labels."""
    task, count, _ = arguments
    if not isinstance(returned, tuple | list) or len(returned) != 3:
        return "it should return three arrays: `tokens`, `labels` and `mask`."
    shape = (count, task["distance"] + 1)
    for name, array, kinds in zip(
        ("tokens", "labels", "mask"), returned, ("iu", "iu", "b"), strict=True
    ):
        what = "whole numbers" if kinds == "iu" else "True and False"
        if not isinstance(array, np.ndarray) or array.dtype.kind not in kinds:
            return f"`{name}` should be an array of {what}."
        if array.shape != shape:
            return f"`{name}` should have the shape {shape} and has {array.shape}."
    tokens, labels, mask = returned
    if mask[:, :-1].any() or not mask[:, -1].all():
        return "`mask` should be True at the last step and nowhere else."
    if not np.array_equal(tokens[:, 1:], labels[:, :-1]):
        return "each label should be the token that comes next."
    recall = task["language"] == "recall"
    k = task["symbols"] if recall else task["nouns"]
    first, cue = tokens[:, 0], tokens[:, -1] if recall else tokens[:, 1]
    if (first < 0).any() or (first >= (k if recall else 2 * k)).any() or (cue != 2 * k).any():
        return "a token stands where its kind does not belong."
    if recall and not np.array_equal(labels[:, -1], first):
        return "the last label should be the symbol that the sentence began with."
    if not recall and not np.array_equal(labels[:, -1], np.where(first < k, 2 * k + 1, 2 * k + 2)):
        return "the verb should agree with the first noun."
    return None


def new_model(arguments: list[Any], returned: Any) -> str | None:
    """Names, shapes, biases and bounds."""
    kind, inputs, hidden, outputs, _ = arguments
    if not isinstance(returned, dict) or set(returned) != {"kind", "parameters"}:
        return "it should return a dict with `kind` and `parameters`."
    shapes = {"V": (outputs, hidden), "by": (outputs, 1)}
    for gate in [""] if kind == "rnn" else ["f", "i", "o", "c"]:
        shapes |= {f"U{gate}": (hidden, inputs), f"W{gate}": (hidden, hidden)}
        shapes[f"b{gate or 'a'}"] = (hidden, 1)
    parameters = returned["parameters"]
    for name, shape in shapes.items():
        if name not in parameters:
            return f"`parameters` has no `{name}`."
        if np.shape(parameters[name]) != shape:
            return f"`{name}` should have the shape {shape} and has {np.shape(parameters[name])}."
        value = np.asarray(parameters[name])
        if name.startswith("b") and (value != (3 if name == "bf" else 0)).any():
            return f"`{name}` should hold the biases of the description."
        if not name.startswith("b") and np.abs(value).max() > 1 / np.sqrt(shape[1]):
            return f"`{name}` has an element beyond its bounds."
    return None
