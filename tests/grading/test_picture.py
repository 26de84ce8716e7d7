"""The pictures of public examples: from numbers alone, which no hidden case has touched."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.graders.example import Example
from autograder.graders.exercise import Array
from autograder.graders.expectations import Expectations
from autograder.graders.registry import assignment_named
from autograder.grading.grader import Grader
from autograder.grading.pattern import pattern
from autograder.grading.picture import picture
from autograder.messages import Message
from tests.attacks.grading import graded, running_grader

RIGHT = np.arange(1.0, 25).reshape(2, 3, 4)
SECRET = bytes(32)
# Answers every call with the first number that it ever saw.
REMEMBERS = """import numpy as np
seen = []
def softmax(z):
    seen.append(z.flat[0])
    return np.full(z.shape, seen[0])
"""


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with running_grader(tmp_path_factory.mktemp("pictures"), SECRET) as running:
        yield running


def picture_of(grader: Grader, code: str) -> str:
    result = graded(grader, code)[0].exercise("softmax")
    assert result is not None
    return result.picture


@pytest.mark.sandbox
def test_what_a_hidden_case_showed_is_not_in_the_picture(grader: Grader) -> None:
    expectations = Expectations(assignment_named("cells"), SECRET)
    exercise = expectations.assignment.exercise("softmax")
    (public, *_), hidden = expectations.public(exercise), expectations.cases(exercise)
    shown = picture_of(grader, REMEMBERS)
    assert f"Yours: {public.case.logits.flat[0]:.2g}," in shown
    assert [case for case in hidden if f"Yours: {case.logits.flat[0]:.2g}," in shown] == []


@pytest.mark.sandbox
@pytest.mark.parametrize(
    "body",
    [
        "e = np.exp(z - z.max(axis=0))\n    return e / e.sum(axis=0)",
        "raise ValueError",
        "while 1: pass",
    ],
)
def test_there_is_no_picture_of_what_is_right_or_has_no_numbers(grader: Grader, body: str) -> None:
    assert picture_of(grader, f"import numpy as np\ndef softmax(z):\n    {body}") == ""


@pytest.mark.sandbox
def test_a_wrong_shape_is_told(grader: Grader) -> None:
    shown = picture_of(grader, "def softmax(z):\n    return z.T")
    assert "has shape" in shown and "<svg" not in shown


@pytest.mark.parametrize(
    ("errors", "said"),
    [
        ([0.3, 0.2, 0.1, 0], "It is right at the last step, and less and less so further back."),
        ([0, 0.1, 0.2, 0.3], "It is right at the first step, and less and less so further on."),
        ([0, 0, 1, 0], "It is wrong only at step 2, counted from 0."),
        ([1, 0, 1, 1], "It is right only at step 1, counted from 0."),
        ([1, 1, 1, 1], ""),
    ],
)
def test_the_pattern_over_time_is_said(errors: list[float], said: str) -> None:
    assert pattern(RIGHT * (1 + np.array(errors)), RIGHT, 1e-3) == said


@pytest.mark.parametrize(
    "given", [RIGHT * np.nan, RIGHT * np.inf, RIGHT * 7e306, -RIGHT, RIGHT * 1e-320]
)
def test_odd_numbers_are_drawn(given: Array) -> None:
    drawn = picture(Example(Message("wrong.none"), 1e-3, given, RIGHT))
    assert drawn.count("<svg") == 3
    assert len(drawn) < 6000


def test_what_is_right_already_is_said() -> None:
    drawn = picture(Example(Message("wrong.none"), 1e-3, -RIGHT, RIGHT, ("dx", "ds0")))
    assert "Right there already: <code>dx</code>, <code>ds0</code>." in drawn


def test_a_large_array_is_cut_where_it_differs_most_and_says_so() -> None:
    right = np.ones((40, 3, 50))
    given = right.copy()
    given[20, 1, 30] = 2
    drawn = picture(Example(Message("wrong.none"), 1e-3, given, right))
    assert "Shown: example 1, rows 16 to 23 of 40, steps 24 to 35 of 50, counted from 0." in drawn
    assert len(drawn) < 10_000
