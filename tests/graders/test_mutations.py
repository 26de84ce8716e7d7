"""Every known mistake fails and is recognised; what is right passes, in any precision."""

from __future__ import annotations

from functools import cache

import pytest

from autograder.calibration.calibration import InPrecision
from autograder.content import assignments
from autograder.graders.attempt import Attempt
from autograder.graders.check import checks_of
from autograder.graders.code import ObservedCode
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Expectations
from autograder.graders.failure import Explained, Wrong
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named, grader_module
from autograder.mistakes.catalogue import mistakes_in
from autograder.mistakes.mistake import Mistake

MISTAKES = [
    (assignment, known) for assignment in assignments() for known in mistakes_in(assignment)
]
EXERCISES = [
    (assignment, exercise)
    for assignment in assignments()
    for exercise in assignment_named(assignment).exercises
]


@cache
def expectations(assignment: str) -> Expectations:
    return Expectations(assignment_named(assignment), b"a secret for tests")


def failures(assignment: str, exercise: Exercise, code: ObservedCode) -> list[Exception]:
    """Run every check of an exercise; return what ended those that did not pass."""
    attempt = Attempt(exercise, expectations(assignment), code)
    ended = []
    for check, mark in checks_of(grader_module(assignment)):
        if mark["exercise"] == exercise.name:
            try:
                check(attempt)
            except Exception as failure:
                ended.append(failure)
    return ended


def title(value: object) -> str:
    return str(getattr(value, "id", getattr(value, "name", value)))


@pytest.mark.parametrize(("assignment", "known"), MISTAKES, ids=title)
def test_a_known_mistake_fails_and_is_named(assignment: str, known: Mistake) -> None:
    exercise = assignment_named(assignment).exercise(known.shows_in)
    code = Reference(assignment, mistakes=(known,))
    named = {
        failure.misconception
        for failure in failures(assignment, exercise, code)
        if isinstance(failure, Wrong | Explained)
    }
    assert known.id in named


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES, ids=title)
def test_the_reference_passes(assignment: str, exercise: Exercise, dtype: str) -> None:
    code = InPrecision(Reference(assignment), dtype)
    assert failures(assignment, exercise, code) == []
