"""All attacks on learners' pages in two submissions, graded and shown by the real nbgrader."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.demo.sample import filled
from autograder.graders.expectations import Expectations
from autograder.graders.registry import assignment_named
from autograder.grading.course import Course
from tests.admission.page import active_parts
from tests.nbgrader.conftest import CourseOnDisk

from .attack import AUDIENCE, CLEANING, attacks
from .grading import cell_of, one_after_the_other

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]
LEAKS = attacks(AUDIENCE)
HALF = len(LEAKS) // 2


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseOnDisk:
    """Two learners tell everything; the first wants it to run in a browser besides."""
    course = CourseOnDisk(tmp_path_factory.mktemp("attacked") / "course")
    for student, leaks in (("active", LEAKS[:HALF]), ("quiet", LEAKS[HALF:])):
        notebook = filled(course.release, {"softmax": one_after_the_other(leaks)})
        if student == "active":
            notebook.cells.extend(map(cell_of, attacks(CLEANING)))
        course.submit(student, notebook)
    course.register()
    for command in ("autograde", "generate_feedback"):
        result = course.nbgrader(command, "cells", "--force")
        assert result.returncode == 0, result.stderr
    return course


@pytest.mark.parametrize("student", ["active", "quiet"])
def test_feedback_holds_no_hidden_number(course: CourseOnDisk, student: str) -> None:
    graded = course.root / "autograded" / student / "cells/cells.ipynb"
    numbers = hidden_numbers(course.root)
    assert [number for number in numbers if number in graded.read_text()]
    assert [number for number in numbers if number in feedback(course, student)] == []


def test_nothing_runs_in_feedback(course: CourseOnDisk) -> None:
    active, quiet = (set(active_parts(feedback(course, each))) for each in ("active", "quiet"))
    assert "alert(1)" in feedback(course, "active")
    assert active == quiet


def hidden_numbers(root: Path) -> list[str]:
    """What learners' code is called with, as Python writes it."""
    assignment = assignment_named("cells")
    cases = Expectations(assignment, Course(root).secret).cases(assignment.exercise("softmax"))
    drawn = [case.values["logits"] for case in cases if case.kind == "ordinary"]
    return [str(number) for logits in drawn for number in logits.ravel().tolist()]


def feedback(course: CourseOnDisk, student: str) -> str:
    return (course.root / "feedback" / student / "cells/cells.html").read_text()
