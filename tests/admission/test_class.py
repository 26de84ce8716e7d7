"""A class in which most submissions are damaged or hostile, by the real nbgrader and ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.demo.sample import samples
from autograder.grading.admission import NOTE, UNREADABLE
from autograder.process.database import database
from tests.batch.tables import tables
from tests.nbgrader.conftest import CourseOnDisk

from .case import RELEASE, cases
from .place import write

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]
FULL = 34
NO_LEARNERS = ("two\nlines", ".ipynb_checkpoints", "half \udcff")
# What nbgrader meets itself: odd names, times, links, and files that are none. What is wrong within
# a notebook is seen in test_admission.py, and here once.
OTHERS = (
    "copy_beside cut_off downloaded_name link_to_nothing linked_root many_folders only_checkpoints "
    "pipe scripting_name socket timestamp_nonsense timestamp_zone too_large two_notebooks"
).split()
CASES = [case for case in cases() if case.name in OTHERS or case.name != case.student]

ATTACKING = ("forged_reply", "memory_bomb", "os_exit")
HOSTILE = [sample for sample in samples(RELEASE, "cells", mistaken=0) if sample.name in ATTACKING]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseOnDisk:
    """The whole class, submitted."""
    return submitted(tmp_path_factory.mktemp("class") / "course")


@pytest.fixture(scope="module")
def graded(course: CourseOnDisk) -> CourseOnDisk:
    """The class, graded by nbgrader."""
    course.register()
    result = course.nbgrader("autograde", "cells")
    assert result.returncode == 0, result.stderr[-3000:]
    return course


def submitted(root: Path) -> CourseOnDisk:
    course = CourseOnDisk(root)
    for case in CASES:
        case.submit(root)
    for sample in HOSTILE:
        course.submit(sample.name, sample.notebook)
        course.submit(f"{sample.name}~right", course.solved)
    for name in NO_LEARNERS:
        write(root / "submitted" / name / "cells", course.solved)
    return course


def expected() -> dict[str, float]:
    bad = {case.student: float(case.score) for case in CASES}
    bad |= {sample.name: float(sample.expected["score"]) for sample in HOSTILE}
    return bad | {f"{sample.name}~right": float(FULL) for sample in HOSTILE}


def scores(course: CourseOnDisk) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course.root}/gradebook.db", "unrolled") as gradebook:
        return {
            submission.student.id: float(submission.score)
            for submission in gradebook.assignment_submissions("cells")
        }


def test_nbgrader_gives_everybody_the_mark_that_they_should_have(graded: CourseOnDisk) -> None:
    assert scores(graded) == expected()


def test_nobody_is_late_by_a_bad_timestamp(graded: CourseOnDisk) -> None:
    with Gradebook(f"sqlite:///{graded.root}/gradebook.db", "unrolled") as gradebook:
        times = {
            submission.student.id: str(submission.timestamp)
            for submission in gradebook.assignment_submissions("cells")
            if submission.student.id.startswith("timestamp_")
        }
    assert times == {"timestamp_nonsense": "None", "timestamp_zone": "2026-01-01 06:30:00"}


def test_unrolled_gives_the_same_marks_and_comments(graded: CourseOnDisk, tmp_path: Path) -> None:
    twin = submitted(tmp_path / "course")
    shutil.copy(graded.root / "course_secret", twin.root)
    result = twin.unrolled("grade", "cells", "--course", ".")
    assert result.returncode == 0, result.stderr[-3000:]
    rows = [tables(database(course.root)) for course in (graded, twin)]
    for table in ("grade", "comment"):
        assert len(rows[0][table]) == 10 * len(expected())
        assert rows[0][table] ^ rows[1][table] == set()


def test_the_staff_read_in_the_graded_notebook_what_was_decided(graded: CourseOnDisk) -> None:
    for case in CASES:
        path = graded.root / "autograded" / case.student / "cells/cells.ipynb"
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert case.says in notebook.metadata.get(UNREADABLE, notebook.metadata.get(NOTE, ""))
