"""A date that `course.toml` has set goes when it is taken out; what staff set in nbgrader stays."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.process.database import database

from ..building.test_course_folder import run
from ..building.test_settings import DUE, Course

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

EXTENDED = "[tiny.extensions]\nada = 2026-01-05T13:00:00+01:00\n"


def test_dates_are_taken_back_and_marks_change_only_when_shown(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", f'late = "zero"\n[tiny]\n{DUE}{EXTENDED}')
    for student in ("ada", "bob"):
        course.submit(student)
    course.graded()
    assert dates(course) == (datetime(2026, 1, 2, 12), {"ada": 3, "bob": None})
    course.set(f'late = "zero"\n[tiny]\n{DUE}')
    assert "1 recorded mark was given with other graders, settings or dates" in graded(course)
    assert dates(course) == (datetime(2026, 1, 2, 12), {"ada": None, "bob": None})
    assert course.scores() == {"ada": 9, "bob": 0}
    extend(course, "bob")
    course.set('late = "zero"\n')
    assert "2 recorded marks were given with other" in graded(course)
    assert dates(course) == (None, {"ada": None, "bob": None})  # there is nothing to extend
    assert course.scores() == {"ada": 9, "bob": 0}
    assert penalties(regraded(course)) == {"bob": (9, 0)}
    assert course.scores() == {"ada": 9, "bob": 9}


def test_dates_of_staff_stay(tmp_path: Path) -> None:
    """With a date in `course.toml` or without one."""
    course = Course(tmp_path / "course", f'late = "zero"\n[tiny]\n{DUE}')
    for student in ("ada", "bob"):
        course.submit(student)
    course.graded()
    extend(course, "bob")
    assert "1 recorded mark was given with other" in graded(course)
    assert penalties(regraded(course)) == {"bob": (9, 0)}
    assert dates(course) == (datetime(2026, 1, 2, 12), {"ada": None, "bob": 3})
    when = "--duedate=2026-01-01 12:00:00 UTC"
    run(course.root, "nbgrader", "db", "assignment", "add", "tiny", when)
    course.set('late = "zero"\n')
    run(course.root, "nbgrader", "autograde", "tiny", "--force")
    assert dates(course) == (datetime(2026, 1, 1, 12), {"ada": None, "bob": 3})
    assert course.scores() == {"ada": 0, "bob": 9}


def dates(course: Course) -> tuple[datetime | None, dict[str, int | None]]:
    """Return when the gradebook says it is due, and by how many days that is extended."""
    with Gradebook(database(course.root), "unrolled") as gradebook:
        found = {
            each.student_id: None if each.extension is None else each.extension.days
            for each in gradebook.assignment_submissions("tiny")
        }
        return gradebook.find_assignment("tiny").duedate, found


def extend(course: Course, student: str) -> None:
    with Gradebook(database(course.root), "unrolled") as gradebook:
        gradebook.grant_extension("tiny", student, days=3)


def graded(course: Course) -> str:
    done = run(course.root, "unrolled", "grade", "tiny", "--course", ".", "--jobs", "1")
    return " ".join(done.stdout.split())


def regraded(course: Course) -> dict[str, Any]:
    options = ("--jobs", "1", "--json", "--write")
    said: dict[str, Any] = json.loads(
        run(course.root, "unrolled", "regrade", "tiny", *options).stdout
    )
    return said


def penalties(said: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {
        each["student"]: (each["penalty"]["before"], each["penalty"]["after"])
        for each in said["learners"]
    }
