"""Attacks on the grading: wrong code that wants to pass, and code that tells what it was given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.grading.examination import Examination
from autograder.grading.grader import Grader
from autograder.host import Sandbox

from .attack import AUDIENCE, SEPARATION, Attack, attacks
from .grading import evidence, graded, running_grader, shown, stock_accepts

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with running_grader(tmp_path_factory.mktemp("one"), bytes(range(32))) as running:
        yield running


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    """The same course with other hidden cases."""
    with running_grader(tmp_path_factory.mktemp("other"), bytes(range(1, 33))) as running:
        yield running


@pytest.mark.parametrize("attack", attacks(SEPARATION), ids=lambda attack: attack.name)
def test_what_deceives_a_stock_grader_earns_nothing(
    sandbox: Sandbox, grader: Grader, attack: Attack
) -> None:
    assert stock_accepts(sandbox, attack.source)
    verdict, _ = graded(grader, attack.source)
    assert (verdict.score, verdict.faulty) == (0, False)


def test_a_stock_grader_tells_right_from_wrong(sandbox: Sandbox) -> None:
    assert stock_accepts(sandbox, "def softmax(z): return np.exp(z) / np.exp(z).sum(axis=0)")
    assert not stock_accepts(sandbox, "def softmax(z): return z")


@pytest.mark.parametrize("attack", attacks(AUDIENCE), ids=lambda attack: attack.name)
def test_what_learners_see_does_not_depend_on_hidden_numbers(
    grader: Grader, other: Grader, attack: Attack
) -> None:
    """What the staff sees does: so the numbers did get out of the learner's function."""
    (one, its_notebook), (two, other_notebook) = (
        graded(each, attack.source) for each in (grader, other)
    )
    assert evidence(one) != evidence(two)
    assert shown(one, its_notebook) == shown(two, other_notebook)


def test_together_exercises_would_tell_of_each_other(
    grader: Grader, other: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is the worker of its own that keeps an exercise from knowing another one's numbers."""
    (attack,) = (each for each in attacks(AUDIENCE) if each.name.endswith("exercise_has_seen"))
    monkeypatch.setattr(Examination, "_is_silent", lambda *_: True)
    one, two = (shown(*graded(each, attack.source)) for each in (grader, other))
    assert one != two
