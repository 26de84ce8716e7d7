"""What is recorded is left alone; what has changed is graded again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import nbformat
import pytest

from autograder.batch.state import State
from autograder.grading.course import Course

from .. import in_process
from ..nbgrader.conftest import cell
from .conftest import Class

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.sandbox,
]


YET_TO_COME = f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d %H:%M:%S} UTC"


def test_what_is_new_is_graded_and_what_is_recorded_is_left_alone(course: Class) -> None:
    """Also where a time was refused, or the graders are others now, which is said."""
    (course.root / "submitted/student01/tiny/timestamp.txt").write_text(YET_TO_COME)
    said = grade(course, 0, 1)
    assert "look at student01: timestamp.txt is ignored: it says a time that is yet to come" in said
    before = moments(course)
    submit_anew(course, "student00")
    (course.root / "course_secret").unlink()
    said = grade(course, 0, 1, 2)
    after = moments(course)
    assert after.keys() == {"student00", "student01", "student02"}
    assert after["student00"] > before["student00"]
    assert after["student01"] == before["student01"]
    assert "1 recorded mark was given with other graders" in said
    assert "`unrolled regrade`" in said


def test_a_time_that_was_refused_is_taken_once_the_clock_is_right(
    course: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    (course.root / "submitted/student00/tiny/timestamp.txt").write_text(YET_TO_COME)
    state = State(Course(course.root), "tiny", frozenset())
    refused = state.submitted("student00")
    monkeypatch.setattr("autograder.process.timestamp.AHEAD", timedelta(days=4))
    assert state.submitted("student00") != refused


def grade(course: Class, *students: int) -> str:
    """Grade some learners' submissions; return what is said."""
    names = [f"--student=student0{number}" for number in students]
    done = in_process.unrolled("grade", "tiny", f"--course={course.root}", "--jobs=1", *names)
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.split())


def moments(course: Class) -> dict[str, int]:
    """Return when each learner's mark was written, by the folder of the graded notebook."""
    folders = course.root.glob("autograded/*/tiny")
    return {folder.parent.name: folder.stat().st_ctime_ns for folder in folders}


def submit_anew(course: Class, student: str) -> None:
    path = course.root / "submitted" / student / "tiny/tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell(notebook, "walk").source = "def walk(x, h, w):\n    return x"
    nbformat.write(notebook, path)
