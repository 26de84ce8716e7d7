"""`unrolled grade`, `nbgrader autograde` and `unrolled mark` agree about every cell of every form.

Every twelfth form is enough, since `test_forms.py` has all; the slow ones are left out. Damaged
submissions that are more than a form of right work are graded both ways, and compared as here, in
`tests/admission/test_class.py`; the sample class has plain forms, of which these have every kind.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grading.course import Course
from autograder.grading.grader import Grader
from autograder.grading.report import summary
from autograder.host import Allowance, Sandbox
from autograder.process.database import database
from autograder.process.mark import marked
from tests.batch.tables import tables
from tests.nbgrader.conftest import CourseOnDisk

from .form import forms

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]
FORMS = [form for form in forms() if not form.is_slow][::12]
Marks = dict[tuple[str, str], tuple[float, str]]  # by learner and exercise: points and comment


def test_all_ways_agree(tmp_path: Path) -> None:
    theirs, ours = class_twice(tmp_path)
    runs = (
        theirs.nbgrader("autograde", "cells"),
        ours.unrolled("grade", "cells", "--course", ".", "--jobs", "1"),
    )
    for run in runs:
        assert run.returncode == 0, run.stderr[-3000:]
    rows = [tables(database(course.root)) for course in (theirs, ours)]
    for table in ("grade", "comment"):
        assert len(rows[0][table]) == 10 * len(FORMS)
        assert rows[0][table] ^ rows[1][table] == set()
    assert marks_in_gradebook(ours) == marks_by_mark(ours)


def class_twice(folder: Path) -> tuple[CourseOnDisk, CourseOnDisk]:
    """Return two courses with the same submissions."""
    theirs = CourseOnDisk(folder / "theirs")
    theirs.register()
    for form in FORMS:
        form.submit(theirs.root / "submitted" / form.name / "cells")
    return theirs, theirs.copy(folder / "ours")


def marks_by_mark(course: CourseOnDisk) -> Marks:
    """Return what the command `mark` says, by what it calls."""
    marks = {}
    with Grader(Course(course.root), "cells", Sandbox()) as grader:
        for form in FORMS:
            (path,) = (course.root / "submitted" / form.name).rglob("*.ipynb")
            for result in marked(grader, path, Allowance(300.0)).exercises:
                assert result.score is not None
                marks[form.name, result.name] = (result.score, summary(result))
    return marks


def marks_in_gradebook(course: CourseOnDisk) -> Marks:
    marks = {}
    for form in FORMS:
        with course.submission(form.name) as notebook:
            comments = {comment.name: comment.auto_comment for comment in notebook.comments}
            for grade in notebook.grades:
                name = grade.name.removeprefix("test_")
                if name != grade.name:
                    marks[form.name, name] = (grade.auto_score, comments[name])
    return marks
