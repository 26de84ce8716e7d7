"""The backwards of `gates`."""

from __future__ import annotations

from typing import Any

import numpy as np

from solutions.gates import (
    Array,
    gru_cell_forward,
    gru_forward,
    lstm_cell_forward,
    lstm_forward,
)
from tests.graders.differences.numerical import Arrays, numerical


def lstm_cell_backward(dh_next: Array, dc_next: Array, cache: Any) -> Arrays:
    x_t, h_prev, c_prev, *_, p = cache

    def objective(given: Arrays) -> float:
        states = given["dx_t"], given["dh_prev"], given["dc_prev"]
        h, c, _ = lstm_cell_forward(*states, {name: given[f"d{name}"] for name in p})
        return float(np.sum(dh_next * h) + np.sum(dc_next * c))

    states = {"dx_t": x_t, "dh_prev": h_prev, "dc_prev": c_prev}
    return numerical(objective, {**states, **{f"d{name}": value for name, value in p.items()}})


def lstm_backward(dh: Array, caches: Any) -> Arrays:
    _, h0, c0, *_, p = caches[0]
    x = np.stack([cache[0] for cache in caches], axis=2)

    def objective(given: Arrays) -> float:
        states = given["dx"], given["dh0"], given["dc0"]
        h, _, _ = lstm_forward(*states, {name: given[f"d{name}"] for name in p})
        return float(np.sum(dh * h))

    states = {"dx": x, "dh0": h0, "dc0": c0}
    return numerical(objective, {**states, **{f"d{name}": value for name, value in p.items()}})


def gru_cell_backward(dh_next: Array, cache: Any) -> Arrays:
    x_t, h_prev, *_, p = cache

    def objective(given: Arrays) -> float:
        changed = {name: given[f"d{name}"] for name in p}
        h, _ = gru_cell_forward(given["dx_t"], given["dh_prev"], changed)
        return float(np.sum(dh_next * h))

    states = {"dx_t": x_t, "dh_prev": h_prev}
    return numerical(objective, {**states, **{f"d{name}": value for name, value in p.items()}})


def gru_backward(dh: Array, caches: Any) -> Arrays:
    _, h0, *_, p = caches[0]
    x = np.stack([cache[0] for cache in caches], axis=2)

    def objective(given: Arrays) -> float:
        h, _ = gru_forward(given["dx"], given["dh0"], {name: given[f"d{name}"] for name in p})
        return float(np.sum(dh * h))

    states = {"dx": x, "dh0": h0}
    return numerical(objective, {**states, **{f"d{name}": value for name, value in p.items()}})
