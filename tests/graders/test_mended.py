"""A right backward keeps its points beside a forward whose mistake nobody knows."""

from __future__ import annotations

from collections import OrderedDict, namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.content import reference
from solutions import cells, gates

from .marks import Functions, attempts_at, marks, names_of, points_of

FULL = points_of("gates")
CELLS = ("lstm_cell_forward", "lstm_cell_backward")
DRAWING_SMALL_CELL_STATES = bytes(range(32))  # a secret with which c is taken for tanh(c)
NAMES = ("x_t", "h_prev", "c_prev", "f", "i", "o", "c_tilde", "c_next", "parameters")

Named = namedtuple("Named", NAMES)  # as learners do

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
    "gates side by side": (
        lambda cache: (*cache[:3], np.stack(cache[3:7]), *cache[7:]),
        lambda cache: (*cache[:3], *cache[3], *cache[4:]),
    ),
    "two in a list": (
        lambda cache: (*cache[:6], [cache[6], np.tanh(cache[7])], cache[8]),
        lambda cache: (*cache[:6], cache[6][0], np.arctanh(cache[6][1]), cache[7]),
    ),
    "named": (lambda cache: Named(*cache), lambda cache: tuple(getattr(cache, n) for n in NAMES)),
    "a dictionary of another kind": (
        lambda cache: OrderedDict(zip(NAMES, cache, strict=True)),
        lambda cache: tuple(cache[name] for name in NAMES),
    ),
    "an object": (
        lambda cache: SimpleNamespace(**dict(zip(NAMES, cache, strict=True))),
        lambda cache: tuple(getattr(cache, name) for name in NAMES),
    ),
    "tanh of the cell state": (
        lambda cache: (*cache[:7], np.tanh(cache[7]), cache[8]),
        lambda cache: (*cache[:7], np.arctanh(cache[7]), cache[8]),
    ),
}


@dataclass(frozen=True)
class Others:
    """Somebody's forward with another mistake than theirs, and their right backward."""

    file: str
    forward: str
    backward: str
    changes: tuple[tuple[str, str], ...]

    @property
    def assignment(self) -> str:
        return self.file.partition("/")[0]


STRANGERS = Path(__file__).parents[1] / "strangers"
OTHERS = (
    Others(  # the state stands above the input
        "memory/gates_look_at_the_cell_state.py",
        "model_forward",
        "model_backward",
        (
            ('h if model["kind"] == "rnn" else c, x', "h, x"),
            ("y[0] * c + y[1] * y[3]", "y[0] * c + y[1] * y[3] / 2"),
        ),
    ),
    Others(  # a product is kept
        "gates/reset_and_update_mixed_up_once.py",
        "gru_forward",
        "gru_backward",
        (("q = u * h", "q = r * h"), ("+ u * cand", "+ u * cand / 2")),
    ),
    Others(  # in objects of their own classes
        "memory/gates_read_the_unfiltered_state.py",
        "model_forward",
        "model_backward",
        (("h, c = tc, c_new", "h, c = new, c_new"), ("f * c + i * g", "f * c + i * g / 2")),
    ),
)


def clipped(x_t: Any, h_prev: Any, c_prev: Any, parameters: Any) -> Any:
    """Compute a step whose cell state stays near zero."""
    _, c_next, cache = gates.lstm_cell_forward(x_t, h_prev, c_prev, parameters)
    c_next = np.clip(c_next, -0.2, 0.2)
    *others, o, c_tilde, _, parameters = cache
    return o * np.tanh(c_next), c_next, (*others, o, c_tilde, c_next, parameters)


def halved(x_t: Any, h_prev: Any, c_prev: Any, parameters: Any) -> Any:
    """Compute a step whose input counts half: all gates are wrong."""
    return gates.lstm_cell_forward(x_t / 2, h_prev, c_prev, parameters)


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
@pytest.mark.parametrize("forward", [clipped, halved])
def test_a_right_backward_keeps_its_points(forward: Any, form: str) -> None:
    losses = lost(in_form(form, forward, gates.lstm_cell_backward))
    assert losses["lstm_cell_forward"] > FULL["lstm_cell_forward"] / 2
    assert losses["lstm_cell_backward"] == 0


def test_a_wrong_one_loses_what_it_loses_beside_a_right_forward() -> None:
    beside_right = lost(in_form("names", gates.lstm_cell_forward, without_slope))
    beside_wrong = lost(in_form("names", clipped, without_slope))
    assert beside_right["lstm_cell_backward"] > 4
    assert beside_wrong["lstm_cell_backward"] == beside_right["lstm_cell_backward"]


def test_a_transpose_in_the_cache_is_right_as_it_stands() -> None:
    def forward(x_t: Any, s_prev: Any, parameters: Any) -> Any:
        U, W = parameters["U"], parameters["W"]
        s_next = np.tanh((U @ x_t + W @ s_prev + parameters["ba"]) / 2)
        prediction = cells.softmax(parameters["V"] @ s_next + parameters["by"])
        return s_next, prediction, (s_next, x_t, s_prev, U, W.T)

    def backward(back: Callable[[Any], Any]) -> Callable[..., Any]:
        def rnn_cell_backward(ds_next: Any, cache: Any) -> Any:
            s_next, x_t, s_prev, U, W_T = cache
            da = ds_next * (1 - s_next**2)
            return {
                "dx_t": U.T @ da,
                "ds_prev": back(W_T) @ da,
                "dU": da @ x_t.T,
                "dW": da @ s_prev.T,
                "dba": da.sum(axis=1, keepdims=True),
            }

        return rnn_cell_backward

    names = ("rnn_cell_forward", "rnn_cell_backward")
    earned = [
        marks("cells", attempts_at("cells", dict(zip(names, pair, strict=True))), names)
        for pair in ((forward, backward(lambda W_T: W_T)), (forward, backward(np.transpose)))
    ]
    assert [each["rnn_cell_backward"] for each in earned] == [6, 4]


def test_who_takes_one_gate_for_another_does_so_beside_a_wrong_forward_too() -> None:
    def exchanged(dh_next: Any, dc_next: Any, cache: Any) -> Any:
        x_t, h_prev, c_prev, f, i, *others = cache
        return gates.lstm_cell_backward(dh_next, dc_next, (x_t, h_prev, c_prev, i, f, *others))

    beside_right = lost(in_form("tuple", gates.lstm_cell_forward, exchanged))
    beside_wrong = lost(in_form("tuple", halved, exchanged))
    assert beside_wrong["lstm_cell_backward"] == beside_right["lstm_cell_backward"] > 4


def test_what_was_guessed_of_a_cache_is_not_taken_for_a_second_mistake() -> None:
    def step(x_t: Any, h_prev: Any, c_prev: Any, parameters: Any) -> Any:
        *_, cache = gates.lstm_cell_forward(x_t, h_prev, c_prev, parameters)
        *before, f, i, o, c_tilde, _, parameters = cache
        c_next = i * c_prev + f * c_tilde
        squashed = np.tanh(c_next)
        return o * squashed, c_next, (*before, f, i, o, c_tilde, squashed, parameters)

    def back(dh_next: Any, dc_next: Any, cache: Any) -> Any:
        x_t, h_prev, c_prev, f, i, o, c_tilde, squashed, p = cache
        dc = dc_next + dh_next * o * (1 - squashed**2)
        through = {
            "f": dc * c_prev * f * (1 - f),
            "i": dc * c_tilde * i * (1 - i),
            "o": dh_next * squashed * o * (1 - o),
            "c": dc * i * (1 - c_tilde**2),
        }
        grads = {"dc_prev": dc * f}
        grads["dh_prev"] = sum(p[f"W{gate}"].T @ da for gate, da in through.items())
        grads["dx_t"] = sum(p[f"U{gate}"].T @ da for gate, da in through.items())
        for gate, da in through.items():
            grads[f"dW{gate}"], grads[f"dU{gate}"] = da @ h_prev.T, da @ x_t.T
            grads[f"db{gate}"] = da.sum(axis=1, keepdims=True)
        return grads

    def back_in_time(dh: Any, caches: Any) -> Any:
        """Go back through all steps, and drop what comes from later hidden states."""
        later = np.zeros(dh.shape[:2])
        total: dict[str, Any] = {}
        dx = []
        for t in reversed(range(dh.shape[2])):
            grads = back(dh[:, :, t], later, caches[t])
            total["dh0"], later = grads.pop("dh_prev"), grads.pop("dc_prev")
            dx.append(grads.pop("dx_t"))
            total |= {name: total.get(name, 0) + value for name, value in grads.items()}
        return {**total, "dc0": later, "dx": np.stack(dx[::-1], axis=2)}

    functions = {
        "lstm_cell_forward": step,
        "lstm_cell_backward": back,
        "lstm_backward": back_in_time,
    }
    attempts = attempts_at("gates", functions, DRAWING_SMALL_CELL_STATES)
    earned = marks("gates", attempts, ("lstm_cell_forward", "lstm_forward", "lstm_cell_backward"))
    named = names_of("gates", attempts, "lstm_backward")
    assert earned["lstm_cell_backward"] == FULL["lstm_cell_backward"]
    assert named == {"", "lstm_backward.later_hidden_gradient_dropped"}  # the one that is there


def test_a_backward_beside_gates_that_changed_places_has_no_name() -> None:
    """Nobody can tell what such a cache should hold; wrong gates look like other mistakes."""

    def rotated(x_t: Any, h_prev: Any, c_prev: Any, parameters: Any) -> Any:
        taken = {"f": "c", "i": "i", "o": "o", "c": "f"}
        others = {f"{k}{gate}": parameters[k + taken[gate]] for k in "WUb" for gate in taken}
        h_next, c_next, cache = gates.lstm_cell_forward(x_t, h_prev, c_prev, others)
        return h_next, c_next, (*cache[:-1], parameters)

    functions = in_form("gates side by side", rotated, gates.lstm_cell_backward)
    attempts = attempts_at("gates", functions)
    marks("gates", attempts, ["lstm_cell_forward"])
    assert names_of("gates", attempts, "lstm_cell_backward") == {""}


@pytest.mark.parametrize("others", OTHERS, ids=lambda others: others.file)
def test_what_strangers_keep_is_read_beside_another_mistake(others: Others) -> None:
    """In their file the forward keeps one quantity in place of another, which nobody can tell."""
    source = (STRANGERS / others.file).read_text(encoding="utf-8")
    for old, new in others.changes:
        assert source.count(old) == 1
        source = source.replace(old, new)
    own = dict(vars(reference(others.assignment)))
    exec(source, own)
    functions = {name: own[name] for name in (others.forward, others.backward)}
    earned = marks(others.assignment, attempts_at(others.assignment, functions), functions)
    full = points_of(others.assignment)
    assert earned[others.forward] < full[others.forward]
    assert earned[others.backward] == full[others.backward]
