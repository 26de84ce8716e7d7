"""A report on what the real grader wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.cli.report import class_report
from autograder.report.learner import Standing
from autograder.report.page import page
from tests.nbgrader.conftest import CourseOnDisk, cell
from tests.report.test_page import HOSTILE

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

WITHOUT_EXPONENTIAL = """\
def softmax(z):
    '</code><script>alert(1)</script>'
    return z / z.sum(axis=0, keepdims=True)
"""


def test_a_class_that_was_really_graded(tmp_path: Path) -> None:
    course = CourseOnDisk(tmp_path / "course")
    notebook = course.solved
    cell(notebook, "softmax").source = WITHOUT_EXPONENTIAL
    course.submit(HOSTILE, notebook)
    course.submit("bob", course.solved)
    course.submit("cy", b"no notebook")
    graded = course.unrolled("grade", "cells", "--course", ".")
    assert graded.returncode == 0, graded.stderr
    report = class_report(course.root, "cells", anonymous=False)
    assert [learner.student for learner in report.learners] == [HOSTILE, "bob"]
    assert report.reading.unreadable == ("cy",)
    assert report.items[0].standings[Standing.RIGHT] == 1
    mistake = report.reading.mistakes[0]
    assert (mistake.id, mistake.example_by) == ("softmax.without_exponential", HOSTILE)
    assert mistake.example == WITHOUT_EXPONENTIAL.strip()
    assert all(seconds > 0 for _, seconds in report.slowest)
    assert page(report).count("<script>") == 1
