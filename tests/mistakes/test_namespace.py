"""Functions of the reference call each other with the mistakes in them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograder.mistakes.edit import Edit
from autograder.mistakes.mistake import Mistake, MistakeError
from autograder.mistakes.namespace import Namespace, fresh_namespace, make
from solutions import cells

Z = np.array([[1.0, 2.0], [3.0, 5.0]])
OWN = """
from solutions.cells import softmax

def doubled(z):
    return 2 * helped(z)

def helped(z):
    return softmax(z)
"""


def mistake(file: Path, name: str, *edits: Edit) -> Mistake:
    return Mistake("cells", file, name, "softmax", "softmax", "?", edits)


def with_mistakes(*mistakes: Mistake) -> Namespace:
    namespace = fresh_namespace("cells")
    make(mistakes, namespace)
    return namespace


def test_an_edited_function_is_called_by_others(tmp_path: Path) -> None:
    edit = Edit("exponentials.sum(axis=0, keepdims=True)", "1")
    namespace = with_mistakes(mistake(tmp_path / "softmax.toml", "not_divided", edit))
    rng = np.random.default_rng(0)
    shapes = {"U": (3, 2), "W": (3, 3), "V": (4, 3), "ba": (3, 1), "by": (4, 1)}
    parameters = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    _, prediction, _ = namespace["rnn_cell_forward"](Z, rng.normal(size=(3, 2)), parameters)
    assert (prediction.max(axis=0) == 1).all()
    assert np.allclose(cells.softmax(Z).sum(axis=0), 1)


def test_a_function_of_its_own_calls_what_it_takes_the_place_of(tmp_path: Path) -> None:
    file = tmp_path / "softmax.toml"
    file.with_suffix(".py").write_text(OWN)
    assert np.allclose(with_mistakes(mistake(file, "doubled"))["softmax"](Z), 2 * cells.softmax(Z))
    halved = mistake(file, "halved", Edit("return exponentials", "return 0.5 * exponentials"))
    both = with_mistakes(mistake(file, "doubled"), halved)
    assert np.allclose(both["softmax"](Z), cells.softmax(Z))


def test_a_function_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "softmax.toml"
    file.with_suffix(".py").write_text(OWN)
    with pytest.raises(MistakeError, match=r"softmax\.py has no function of this name"):
        with_mistakes(mistake(file, "tripled"))


def test_an_edit_after_which_nothing_runs_is_named(tmp_path: Path) -> None:
    wrong = mistake(tmp_path / "softmax.toml", "cut", Edit("np.exp(shifted)", ""))
    with pytest.raises(MistakeError, match="cut: what comes out is no Python: invalid syntax"):
        with_mistakes(wrong)
