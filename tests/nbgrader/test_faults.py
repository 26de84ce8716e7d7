"""When the grader itself fails: nobody gets a mark for it, and people are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assignments.cells.hidden import exercises
from autograder.batch.gradebook_writer import GradebookWriter
from autograder.grading.audit import SEAL, seal
from autograder.grading.course import Course
from autograder.process.submission_grader import Place
from autograder.process.task import GiveUp, Grade, Task, close

from .conftest import CourseOnDisk

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

REASON = "the disk is full"
CELLS = exercises.ASSIGNMENT


def no_cases(*_: Any) -> Any:
    raise OSError(REASON)


@pytest.mark.parametrize("task", [Grade, GiveUp])
def test_a_fault_of_the_grader_waits_for_people(
    task: type[Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if task is Grade:
        monkeypatch.setattr(exercises, "ASSIGNMENT", replace(CELLS, draw_cases=no_cases))
    course = CourseOnDisk(tmp_path / "course")
    course.submit("learner", course.solved)
    place = Place(course.root, "cells")
    with GradebookWriter(course.root, "cells") as gradebook:
        grade = Grade(place, "learner")
        graded = (GiveUp(grade, REASON, False) if task is GiveUp else grade)()
        gradebook.record("learner", graded.moment.time, graded.marks, seen={})
    close()
    record = graded.verdict.as_json()
    assert record["audit"][SEAL] == seal(Course(course.root), record)
    outcomes = {check["outcome"] for each in record["exercises"] for check in each["checks"]}
    assert outcomes == {"grader_fault"}
    assert (graded.verdict.score, course.score("learner")) == (None, 0)
    with course.submission("learner") as notebook:
        waiting = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
    assert {f"test_{exercise.name}" for exercise in CELLS.exercises} <= waiting
    assert REASON in graded.notebook.decode()
