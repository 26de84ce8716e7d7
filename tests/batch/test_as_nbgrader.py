"""What `unrolled grade` leaves behind is what nbgrader's own commands leave behind."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.process.database import database

from ..nbgrader.conftest import CourseOnDisk, cell, tiny
from .gradebooks import Gradebooks
from .tables import tables

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

LATE = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
PICTURE = (
    "import matplotlib.pyplot as plt\n"
    "from IPython.display import HTML\n"
    "plt.plot([1, 2])\nplt.show()\n"
    "HTML('<b>bold</b> &amp; <img src=\"data:image/png;base64,AA==\">')"
)


@pytest.fixture(scope="module")
def courses(
    gradebooks: Gradebooks, tmp_path_factory: pytest.TempPathFactory
) -> tuple[CourseOnDisk, CourseOnDisk]:
    """The same class, of which people have marked something, graded by nbgrader and by us."""
    folder = tmp_path_factory.mktemp("courses")
    theirs = tiny(folder / "theirs")
    config = theirs.root / "nbgrader_config.py"
    config.write_text(config.read_text() + LATE)
    gradebooks.give(theirs.root)
    run(theirs.nbgrader, "generate_assignment", "tiny", "--force")
    with Gradebook(database(theirs.root), "unrolled") as gradebook:
        gradebook.update_or_create_assignment("tiny", duedate=datetime(2026, 1, 15))
    submit_all(theirs)
    mark_by_hand(theirs)
    gradebooks.copy(theirs.root, folder / "ours")
    ours = copy.copy(theirs)
    ours.root = folder / "ours"
    run(theirs.nbgrader, "autograde", "tiny")
    run(theirs.nbgrader, "generate_feedback", "tiny")
    run(ours.unrolled, "grade", "tiny", "--course", ".")
    return theirs, ours


def run(command: Callable[..., CompletedProcess[str]], *arguments: str) -> None:
    result = command(*arguments)
    assert result.returncode == 0, result.stderr


def submit_all(course: CourseOnDisk) -> None:
    course.submit("right", course.solved)
    course.submit("empty", course.release)
    course.submit("late", course.solved, day=20)
    course.submit("unreadable", b"{ this is no notebook")
    wrong = course.solved
    cell(wrong, "walk").source = f"{PICTURE}\n\ndef walk(x, h, w):\n    return x"
    cell(wrong, "small").source = "About $h_t$ & <b>so</b> on"
    course.submit("wrong", wrong)
    (course.root / "submitted/empty/tiny/timestamp.txt").unlink()


def mark_by_hand(course: CourseOnDisk) -> None:
    with Gradebook(database(course.root), "unrolled") as gradebook:
        for student in ("wrong", "late"):
            place = ("tiny", "tiny", student)
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission("tiny", student)
            gradebook.find_grade("test_walk", *place).manual_score = 1.5
            gradebook.find_grade("small", *place).manual_score = 2
            gradebook.find_grade("small", *place).extra_credit = 0.5
            gradebook.find_comment("small", *place).manual_comment = "*Well* said."
        gradebook.db.commit()


def test_the_gradebook_has_the_same_rows(courses: tuple[CourseOnDisk, CourseOnDisk]) -> None:
    theirs, ours = (tables(database(course.root)) for course in courses)
    assert len(theirs["grade"]) == 20
    assert ours == theirs


def test_the_graded_notebooks_are_the_same(courses: tuple[CourseOnDisk, CourseOnDisk]) -> None:
    theirs, ours = (notebooks(course.root) for course in courses)
    assert len(theirs) == 5
    assert ours == theirs


def test_the_pages_are_the_same(courses: tuple[CourseOnDisk, CourseOnDisk]) -> None:
    theirs, ours = (pages(course.root) for course in courses)
    assert len(theirs) == 5
    assert ours == theirs


def test_the_folders_hold_the_same_files(courses: tuple[CourseOnDisk, CourseOnDisk]) -> None:
    theirs, ours = (files(course.root) for course in courses)
    assert len(theirs) == 24
    assert ours == theirs


def test_the_table_shows_what_the_gradebook_has(
    courses: tuple[CourseOnDisk, CourseOnDisk],
) -> None:
    shown = courses[1].unrolled("grade", "tiny", "--course", ".").stdout
    cells = [[cell.strip() for cell in line.split("│")[1:5]] for line in shown.splitlines()]
    assert {row[0]: row[1:] for row in cells if len(row) == 4 and row[0]} == {
        "empty": ["0 / 10", "", ""],
        "late": ["0 / 10", "−10", "2"],
        "right": ["9 / 10", "", ""],
        "unreadable": ["0 / 10", "", ""],
        "wrong": ["10 / 10", "", "2"],
    }


def notebooks(course: Path) -> dict[str, Any]:
    paths = sorted(course.glob("autograded/*/tiny/tiny.ipynb"))
    return {path.parts[-3]: without_times(json.loads(path.read_text())) for path in paths}


def without_times(notebook: dict[str, Any]) -> dict[str, Any]:
    """Leave out when it was graded, what depends on that, and addresses in memory."""
    audit = notebook["metadata"]["unrolled"]["audit"]
    for name in ("graded", "seconds", "seal", "submitted"):
        audit.pop(name)
    return notebook


def pages(course: Path) -> dict[str, str]:
    paths = sorted(course.glob("feedback/*/tiny/tiny.html"))
    return {path.parts[-3]: path.read_text() for path in paths}


def files(course: Path) -> dict[str, int]:
    """Return the modes of all files of both steps."""
    return {
        str(path.relative_to(course)): path.stat().st_mode
        for step in ("autograded", "feedback")
        for path in course.glob(f"{step}/*/tiny/*")
    }
