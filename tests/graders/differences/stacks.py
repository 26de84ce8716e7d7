"""The backwards of `stacks`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from solutions.stacks import (
    Array,
    bidirectional_forward,
    dense_forward,
    highway_forward,
    residual_forward,
    stacked_forward,
)
from tests.graders.differences.numerical import Arrays, numerical


def bidirectional_backward(dh: Array, cache: Any) -> dict[str, Any]:
    x, real, _, parameters = cache
    lengths = real.sum(axis=1)
    ways = ("forward", "backward")
    weights = np.where(real, dh, 0)

    def objective(given: Arrays) -> float:
        changed = {way: {name: given[way + name] for name in parameters[way]} for way in ways}
        h, _ = bidirectional_forward(given["dx"], lengths, changed)
        return float(np.sum(weights * h))

    named = {way + name: value for way in ways for name, value in parameters[way].items()}
    slopes = numerical(objective, {"dx": x, **named})
    of_ways = {way: {f"d{name}": slopes[way + name] for name in parameters[way]} for way in ways}
    return {"dx": slopes["dx"], **of_ways}


def layers_backward(
    forward: Callable[[Array, list[Arrays]], tuple[Array, Any]],
    upstream: Array,
    x: Array,
    layers: list[Arrays],
) -> dict[str, Any]:
    def objective(given: Arrays) -> float:
        changed = [
            {name: given[f"{name} {number}"] for name in layer}
            for number, layer in enumerate(layers)
        ]
        return float(np.sum(upstream * forward(given["dx"], changed)[0]))

    named = {
        f"{name} {number}": value
        for number, layer in enumerate(layers)
        for name, value in layer.items()
    }
    slopes = numerical(objective, {"dx": x, **named})
    gradients = [
        {f"d{name}": slopes[f"{name} {number}"] for name in layer}
        for number, layer in enumerate(layers)
    ]
    return {"dx": slopes["dx"], "layers": gradients}


def stacked_backward(dh: Array, cache: Any) -> dict[str, Any]:
    return layers_backward(stacked_forward, dh, cache[0][0], [p for *_, p in cache])


def residual_backward(dy: Array, cache: Any) -> dict[str, Any]:
    return layers_backward(residual_forward, dy, cache[0][0], [p for *_, p in cache])


def dense_backward(dz: Array, cache: Any) -> dict[str, Any]:
    return layers_backward(dense_forward, dz, cache[0][0], [p for *_, p in cache])


def highway_backward(dy: Array, cache: Any) -> dict[str, Any]:
    return layers_backward(highway_forward, dy, cache[0][0], [p for *_, p in cache])
