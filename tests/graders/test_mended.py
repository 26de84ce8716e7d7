"""A right backward keeps its points beside a forward whose mistake nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from solutions import gates

from .marks import Functions, attempts_at, marks, points_of

FULL = points_of("gates")
CELLS = ("lstm_cell_forward", "lstm_cell_backward")
NAMES = ("x_t", "h_prev", "c_prev", "f", "i", "o", "c_tilde", "c_next", "parameters")

# What somebody makes of the reference's cache, and how they read it again.
FORMS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "tuple": (tuple, tuple),
    "list": (list, tuple),
    "names": (
        lambda cache: dict(zip(NAMES, cache, strict=True)),
        lambda cache: tuple(cache[name] for name in NAMES),
    ),
    "gates in one array": (
        lambda cache: (*cache[:3], np.concatenate(cache[3:7]), *cache[7:]),
        lambda cache: (*cache[:3], *np.split(cache[3], 4), *cache[4:]),
    ),
    "tanh of the cell state": (
        lambda cache: (*cache[:7], np.tanh(cache[7]), cache[8]),
        lambda cache: (*cache[:7], np.arctanh(cache[7]), cache[8]),
    ),
}


def clipped(x_t: Any, h_prev: Any, c_prev: Any, parameters: Any) -> Any:
    """Compute a step whose cell state stays near zero."""
    _, c_next, cache = gates.lstm_cell_forward(x_t, h_prev, c_prev, parameters)
    c_next = np.clip(c_next, -0.2, 0.2)
    *others, o, c_tilde, _, parameters = cache
    return o * np.tanh(c_next), c_next, (*others, o, c_tilde, c_next, parameters)


def without_slope(dh_next: Any, dc_next: Any, cache: Any) -> Any:
    """Go back through the tanh of the cell state as if it were not there."""
    *others, c_next, _ = cache
    slope = 1 - np.tanh(c_next) ** 2
    return gates.lstm_cell_backward(dh_next, dc_next + dh_next * others[5] * (1 - slope), cache)


def in_form(form: str, forward: Any, backward: Any) -> Functions:
    """Return both functions with caches of another form."""
    write, read = FORMS[form]

    def own_forward(*arguments: Any) -> Any:
        h_next, c_next, cache = forward(*arguments)
        return h_next, c_next, write(cache)

    def own_backward(dh_next: Any, dc_next: Any, cache: Any) -> Any:
        return backward(dh_next, dc_next, read(cache))

    return {"lstm_cell_forward": own_forward, "lstm_cell_backward": own_backward}


def lost(functions: Functions) -> dict[str, float]:
    earned = marks("gates", attempts_at("gates", functions), CELLS)
    return {name: FULL[name] - earned[name] for name in CELLS}


@pytest.mark.parametrize("form", FORMS)
def test_a_right_backward_keeps_its_points(form: str) -> None:
    losses = lost(in_form(form, clipped, gates.lstm_cell_backward))
    assert losses == {"lstm_cell_forward": FULL["lstm_cell_forward"], "lstm_cell_backward": 0}


def test_a_wrong_one_loses_what_it_loses_beside_a_right_forward() -> None:
    beside_right = lost(in_form("names", gates.lstm_cell_forward, without_slope))
    beside_wrong = lost(in_form("names", clipped, without_slope))
    assert beside_right["lstm_cell_backward"] > 4
    assert beside_wrong["lstm_cell_backward"] == beside_right["lstm_cell_backward"]
