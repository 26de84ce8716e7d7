"""A right backward keeps its points where it cannot be tried, since the forward fails there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from solutions.graphs import deep_backward, deep_forward

from .marks import attempts_at, marks, points_of

EXERCISES = ("deep_forward", "deep_backward")
FULL = points_of("graphs")

Fails = Callable[..., bool]


def lost(fails: Fails) -> dict[str, float]:
    """Return what is missing of whose forward fails for some networks, and has its own cache."""

    def forward(x: Any, weights: Any, biases: Any, activations: Any) -> Any:
        if fails(x, weights, biases, activations):
            raise TypeError
        predictions, cache = deep_forward(x, weights, biases, activations)
        return predictions, {"own": cache}

    def backward(cache: Any, labels: Any, weight_decay: float) -> Any:
        return deep_backward(cache["own"], labels, weight_decay)

    attempts = attempts_at("graphs", {"deep_forward": forward, "deep_backward": backward})
    earned = marks("graphs", attempts, EXERCISES)
    return {name: FULL[name] - earned[name] for name in EXERCISES}


def test_networks_without_biases() -> None:
    assert lost(lambda x, weights, biases, activations: biases is None) == {
        "deep_forward": 0.5,
        "deep_backward": 0,
    }


@pytest.mark.parametrize(
    "fails",
    [
        lambda x, weights, biases, activations: x.size > 500,
        lambda x, weights, biases, activations: biases is not None,
    ],
    ids=["what_is_large", "nearly_all"],
)
def test_who_fails_where_a_backward_is_put_to_the_test_is_not_excused(fails: Fails) -> None:
    assert lost(fails)["deep_backward"] == FULL["deep_backward"]
