"""What is right passes in any precision."""

from __future__ import annotations

from functools import cache

import pytest

from autograder.calibration.calibration import InPrecision
from autograder.content import assignments
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Expectations
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named
from autograder.graders.trial import failures

EXERCISES = [
    (assignment, exercise)
    for assignment in assignments()
    for exercise in assignment_named(assignment).exercises
]


@cache
def expectations(assignment: str) -> Expectations:
    return Expectations(assignment_named(assignment), b"a secret for tests")


def title(value: object) -> str:
    return str(getattr(value, "id", getattr(value, "name", value)))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES, ids=title)
def test_the_reference_passes(assignment: str, exercise: Exercise, dtype: str) -> None:
    code = InPrecision(Reference(assignment), dtype)
    assert list(failures(exercise, expectations(assignment), code)) == []
