"""In whatever form right work is left, it gets what a fair teacher would give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from autograder.host import Allowance, Limits, Sandbox
from autograder.process.submission_grader import Graded, Place, SubmissionGrader
from tests.nbgrader.conftest import CourseOnDisk

from .form import Form, forms

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SubmissionGrader, Path]]:
    course = CourseOnDisk(tmp_path_factory.mktemp("forms") / "course")
    course.register()
    limits = Limits(cell_seconds=4, call_seconds=2)  # some forms never end
    with Sandbox(limits=limits) as sandbox:
        grader = SubmissionGrader(Place(course.root, "cells"), sandbox)
        yield grader, course.root / "submitted"
        grader.close()


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.name)
def test_a_form_earns_what_it_should(grader: tuple[SubmissionGrader, Path], form: Form) -> None:
    folder = grader[1] / form.name / "cells"
    form.submit(folder)
    graded = grader[0].grade(folder, Allowance(300.0))
    wrong = [
        (check.exercise, check.message, check.evidence)
        for exercise in graded.verdict.exercises
        for check in exercise.checks
        if check.earned != check.points
    ]
    assert (graded.verdict.score, graded.unreadable) == (form.score, None), wrong
    assert waiting(graded) == form.waiting
    assert form.says in said(graded)


def waiting(graded: Graded) -> set[str]:
    """The cells that wait for a person."""
    by_people = {name for name, score in graded.marks.scores.items() if score is None}
    return by_people | graded.marks.waiting


def said(graded: Graded) -> str:
    """All that stands in the graded notebook, and the comments."""
    notebook = nbformat.reads(graded.notebook.decode(), as_version=4)
    sources = [cell.source for cell in notebook.cells]
    shown = [
        str(output.get("text", output.get("data", "")))
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    ]
    return "\n".join([*sources, *shown, *filter(None, graded.marks.comments.values())])
