"""What is recorded is left alone; what has changed is graded again."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import pytest

from autograder.batch.state import State
from autograder.grading.course import Course

from ..nbgrader.conftest import cell
from .conftest import Class
from .gradebooks import Gradebooks

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.sandbox,
    pytest.mark.parametrize("gradebooks", ["sqlite"], indirect=True, scope="module"),
]


SOME = [f"--student=student0{number}" for number in range(3)]


@pytest.fixture(scope="module")
def partly_graded(
    gradebooks: Gradebooks, ungraded: Class, tmp_path_factory: pytest.TempPathFactory
) -> Class:
    """A class of which two are graded."""
    course = Class(tmp_path_factory.mktemp("resume") / "course")
    shutil.copytree(ungraded.root, course.root)
    gradebooks.give(course.root)
    assert course.grade("--student", "student00", "--student", "student01")[0] == 0
    return course


@pytest.fixture
def graded(gradebooks: Gradebooks, partly_graded: Class, tmp_path: Path) -> Class:
    """A copy of it, to change things in."""
    gradebooks.copy(partly_graded.root, tmp_path / "course")
    return Class(tmp_path / "course")


def moments(course: Class) -> dict[str, int]:
    """Return when each learner's mark was written, by the folder of the graded notebook."""
    folders = course.root.glob("autograded/*/tiny")
    return {folder.parent.name: folder.stat().st_ctime_ns for folder in folders}


def scores(output: str) -> dict[str, float]:
    return {line["student"]: line["score"] for line in json.loads(output)}


def test_what_is_new_is_graded_and_what_is_recorded_is_left_alone(graded: Class) -> None:
    before = moments(graded)
    path = graded.root / "submitted/student00/tiny/tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell(notebook, "walk").source = "def walk(x, h, w):\n    return x"
    nbformat.write(notebook, path)
    code, output, _ = graded.grade(*SOME, "--json")
    assert code == 0
    assert scores(output) == {"student00": 6, "student01": 6, "student02": 9}
    after = moments(graded)
    assert after.keys() == {"student00", "student01", "student02"}
    assert after["student00"] > before["student00"]
    assert after["student01"] == before["student01"]


def test_a_time_that_was_refused_is_taken_once_the_clock_is_right(
    graded: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = graded.root / "submitted/student00/tiny/timestamp.txt"
    path.write_text(f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%d %H:%M:%S} UTC")
    code, output, errors = graded.grade("--student", "student00")
    assert code == 0
    says = "Please look at student00: timestamp.txt is ignored: it says a time that is yet to come."
    assert says in " ".join(output.split()), output + errors
    before = moments(graded)
    assert graded.grade("--student", "student00")[0] == 0
    assert moments(graded) == before
    state = State(Course(graded.root), "tiny", frozenset())
    refused = state.submitted("student00")
    monkeypatch.setattr("autograder.process.timestamp.AHEAD", timedelta(days=4))
    assert state.submitted("student00") != refused


def test_no_recorded_mark_changes_unseen(graded: Class) -> None:
    before = moments(graded)
    (graded.root / "course_secret").unlink()
    code, output, _ = graded.grade(*SOME)
    assert code == 0
    assert before.items() < moments(graded).items()
    assert "2 recorded marks were given with other graders" in " ".join(output.split())
    assert "`unrolled regrade`" in output
