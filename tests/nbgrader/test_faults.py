"""When the grader itself fails: no marks are lost, and people are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.gradebook import Recorder
from autograder.graders.cells import exercises

from .conftest import CourseOnDisk

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]


def no_cases(*_: Any) -> Any:
    raise OSError("the disk is full")


def test_a_fault_of_the_grader_waits_for_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exercises, "CELLS", replace(exercises.CELLS, draw_cases=no_cases))
    course = CourseOnDisk(tmp_path / "course")
    course.submit("learner", course.solved)
    verdict, error = Recorder(course.root, "cells").record("learner", None)
    assert error is None
    assert verdict is not None
    assert verdict.faulty
    assert course.score("learner") == 34
    with course.submission("learner") as notebook:
        waiting = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
    assert {f"test_{exercise.name}" for exercise in exercises.CELLS.exercises} <= waiting
    graded = (course.root / "autograded/learner/cells/cells.ipynb").read_text()
    assert "the disk is full" in graded
