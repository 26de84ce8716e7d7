"""Functions of the reference call each other with the mistakes in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.content import reference
from autograder.mistakes.edit import Edit
from autograder.mistakes.mistake import Mistake, MistakeError
from autograder.mistakes.namespace import Namespace, fresh_namespace, make

X, H, W = np.array([1.0, 2.0]), np.array([0.5, -0.5]), np.array([3.0, 5.0])
OWN = """
from solutions.tiny import step

def doubled(x, h, w):
    h_next, cache = helped(x, h, w)
    return 2 * h_next, cache

def helped(x, h, w):
    return step(x, h, w)
"""


def mistake(file: Path, name: str, *edits: Edit) -> Mistake:
    return Mistake("tiny", file, name, "step", "step", "?", edits)


def right(x: Any, h: Any, w: Any) -> Any:
    return reference("tiny").step(x, h, w)[0]


def with_mistakes(*mistakes: Mistake) -> Namespace:
    namespace = fresh_namespace("tiny")
    make(mistakes, namespace)
    return namespace


def test_an_edited_function_is_called_by_others(tmp_path: Path) -> None:
    namespace = with_mistakes(mistake(tmp_path / "step.toml", "linear", Edit("np.tanh", "")))
    assert np.array_equal(namespace["walk"](X[None], H, W), [W * H + X])
    assert np.array_equal(right(X, H, W), np.tanh(W * H + X))


def test_a_function_of_its_own_calls_what_it_takes_the_place_of(tmp_path: Path) -> None:
    file = tmp_path / "step.toml"
    file.with_suffix(".py").write_text(OWN)
    doubled = with_mistakes(mistake(file, "doubled"))["step"]
    assert np.array_equal(doubled(X, H, W)[0], 2 * right(X, H, W))
    halved = mistake(file, "halved", Edit("return h_next", "return 0.5 * h_next"))
    both = with_mistakes(mistake(file, "doubled"), halved)["step"]
    assert np.array_equal(both(X, H, W)[0], right(X, H, W))


def test_a_function_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "step.toml"
    file.with_suffix(".py").write_text(OWN)
    with pytest.raises(MistakeError, match=r"step\.py has no function of this name"):
        with_mistakes(mistake(file, "tripled"))


def test_an_edit_after_which_nothing_runs_is_named(tmp_path: Path) -> None:
    wrong = mistake(tmp_path / "step.toml", "cut", Edit("np.tanh(w * h + x)", ""))
    with pytest.raises(MistakeError, match="cut: what comes out is no Python: invalid syntax"):
        with_mistakes(wrong)
