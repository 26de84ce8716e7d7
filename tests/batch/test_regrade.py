"""After a change of the graders: who would change and why is shown before anything is written."""

from __future__ import annotations

import copy
import json
import os
import pty
import shutil
import signal
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from nbformat import NotebookNode
from sqlalchemy.orm import object_session

from autograder import content
from autograder.grading.course import Course, CourseError
from autograder.process.database import database
from autograder.replay.comparison import Comparison

from .. import tiny_course, warm
from ..nbgrader.conftest import CourseOnDisk, cell, tiny
from .conftest import PATIENCE, wait_until
from .gradebooks import Gradebooks
from .tables import tables

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.sandbox,
]

REFUSES_NOTHING = """
def walk(x, h, w):
    states = np.empty((len(x), len(h)))
    for t in range(len(x)):
        h = states[t] = step(x[t], h, w)[0]
    return states
"""
WITH_WRONG_WEIGHTS = """

right = step_backward

def step_backward(*given):
    gradients = right(*given)
    return {**gradients, "dw": gradients["dw"] + 1}
"""


@pytest.fixture(scope="module")
def graded(gradebooks: Gradebooks, tmp_path_factory: pytest.TempPathFactory) -> CourseOnDisk:
    """A class with marks; a person gave Dee all points for a walk that refuses nothing."""
    course = tiny(tmp_path_factory.mktemp("regrade") / "course")
    gradebooks.give(course.root)
    course.submit("ada", course.solved)
    course.submit("bob", refusing_nothing(course))
    course.submit("cyd", with_wrong_weights(course))
    course.submit("dee", refusing_nothing(course))
    result = course.unrolled("grade", "tiny", "--course", ".")
    assert result.returncode == 0, result.stderr
    write_grade(course, "dee", "walk", "manual_score", 3.0)
    return course


@pytest.fixture
def course(gradebooks: Gradebooks, graded: CourseOnDisk, tmp_path: Path) -> CourseOnDisk:
    """A copy of it, to change things in."""
    copied = copy.copy(graded)
    copied.root = tmp_path / "course"
    gradebooks.copy(graded.root, copied.root)
    return copied


@pytest.fixture
def change_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[dict[str, str]], None]:
    """Let new processes use graders in which the first occurrences of some texts are others."""

    def change(replacements: dict[str, str]) -> None:
        changed = tmp_path / "changed"
        shutil.copytree(tiny_course.TINY, changed)
        checks = changed / "assignments/tiny/hidden/checks.py"
        text = checks.read_text()
        for old, new in replacements.items():
            text = text.replace(old, new, 1)
        checks.write_text(text)
        monkeypatch.setenv(content.VARIABLE, str(changed))

    return change


def test_other_graders(
    course: CourseOnDisk, change_checks: Callable[[dict[str, str]], None]
) -> None:
    harder = {'agrees("states")': 'refuses("empty")'}
    softer = {'agrees("dw")': 'agrees("dx")'}
    change_checks(harder | softer)
    said = regrade(partial(course.run, "unrolled"), "--write")
    assert {name: said[name] for name in ("up", "down", "stay")} == {"up": 1, "down": 1, "stay": 2}
    assert {each["student"]: changed(each) for each in said["learners"]} == {
        "bob": {"walk": (2, 0, ["states: passed → wrong"])},
        "cyd": {"step_backward": (2, 3, ["dw: wrong → passed"])},
        "dee": {"walk": (3, 3, ["states: passed → wrong"])},
    }
    assert [each["student"] for each in said["learners"]] == ["bob", "dee", "cyd"]
    assert reasons(said) == {
        "bob": {"graders"},
        "cyd": {"graders"},
        "dee": {"graders", "manual"},
    }
    assert scores(course, "test_walk") == {
        "ada": (3, None),
        "bob": (0, None),
        "cyd": (3, None),
        "dee": (0, 3),
    }
    assert not list(course.root.glob(".unrolled/*.unrecorded"))
    before = moments(course)
    assert course.run("unrolled", "grade", "tiny").returncode == 0
    assert moments(course) == before  # nothing is left to grade


def test_where_the_grader_fails_the_mark_stays(
    course: CourseOnDisk, change_checks: Callable[[dict[str, str]], None]
) -> None:
    change_checks({'attempt.agrees("dw")': "raise OSError"})
    before = contents(course.root)
    result = course.run("unrolled", "regrade", "tiny", "--jobs=1", "--write", "--json")
    assert result.returncode == 3, result.stderr
    reason = "the grader failed in step_backward: the recorded mark stays"
    assert json.loads(result.stdout)["trouble"] == dict.fromkeys(
        ("ada", "bob", "cyd", "dee"), reason
    )
    assert contents(course.root) == before


def test_what_else_changes_marks(course: CourseOnDisk) -> None:
    for student in ("ada", "dee"):
        write_grade(course, student, "walk", "auto_score", 0.5)
    course.submit("cyd", refusing_nothing(course))
    shutil.rmtree(course.root / "autograded/dee")
    course.submit("eve", course.solved)  # has no mark yet
    said = regrade(course.unrolled)
    assert reasons(said) == {"ada": {"gradebook"}, "cyd": {"submission"}, "dee": {"record"}}
    assert {each["student"]: each["difference"] for each in said["learners"]} == {
        "ada": 2.5,
        "cyd": 1,
        "dee": 0,
    }
    assert (said["up"], said["down"], said["stay"]) == (2, 0, 2)


@pytest.mark.parametrize(("answer", "score"), [("y", 3), ("n", 0.5)])
def test_on_a_terminal_it_asks(course: CourseOnDisk, answer: str, score: float) -> None:
    write_grade(course, "ada", "walk", "auto_score", 0.5)
    before = contents(course.root)
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    with start(course, "--student", "ada", stdin=theirs) as process:
        output, errors = process.communicate(timeout=PATIENCE)
    os.close(ours)
    os.close(theirs)
    assert (process.returncode, "Write these changes (1)?" in errors) == (0, True), errors
    assert "1 go up, 0 go down, 0 keep their points." in output
    assert "score for walk was changed by hand" in output
    assert scores(course, "test_walk")["ada"] == (score, None)
    untouched = contents(course.root) == before
    assert untouched == ("Nothing was written." in errors) == (answer == "n")


def test_stopped_with_ctrl_c(course: CourseOnDisk) -> None:
    before = contents(course.root)
    with start(course, "--write") as process:
        unrecorded = course.root / ".unrolled/tiny.unrecorded"
        wait_until(lambda: any(unrecorded.glob("*")) or process.poll() is not None)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, "Stopped: nothing was written." in errors) == (130, True), errors
    assert contents(course.root) == before


def test_who_has_no_mark_cannot_be_regraded(graded: CourseOnDisk) -> None:
    comparison = Comparison(Course(graded.root), "tiny")
    with pytest.raises(CourseError, match="No mark of 'tiny' is recorded for eve: grade first"):
        comparison.graded(["ada", "eve"], named=True)
    assert comparison.graded(["ada", "eve"], named=False) == ["ada"]


def refusing_nothing(course: CourseOnDisk) -> NotebookNode:
    notebook = course.solved
    cell(notebook, "walk").source = REFUSES_NOTHING
    return notebook


def with_wrong_weights(course: CourseOnDisk) -> NotebookNode:
    notebook = course.solved
    cell(notebook, "step_backward").source += WITH_WRONG_WEIGHTS
    return notebook


def regrade(command: Callable[..., CompletedProcess[str]], *options: str) -> dict[str, Any]:
    result = command("regrade", "tiny", "--course=.", "--jobs=1", "--json", *options)
    assert result.returncode == 0, result.stderr
    said: dict[str, Any] = json.loads(result.stdout)
    return said


def changed(learner: dict[str, Any]) -> dict[str, tuple[float, float, list[str]]]:
    return {
        each["name"]: (each["before"], each["after"], each["checks"])
        for each in learner["exercises"]
    }


def reasons(said: dict[str, Any]) -> dict[str, set[str]]:
    return {
        each["student"]: {change["what"] for change in each["changes"]} for each in said["learners"]
    }


def start(course: CourseOnDisk, *options: str, **how: Any) -> subprocess.Popen[str]:
    with warm.prepared():
        return subprocess.Popen(
            ["unrolled", "regrade", "tiny", "--jobs=1", *options],
            cwd=course.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            **how,
        )


def contents(folder: Path) -> dict[str, Any]:
    """Return the gradebook and all files but the lock, which says who holds it."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    gradebook = tables(database(folder))
    return {"gradebook": gradebook, **{str(path): path.read_bytes() for path in files}}


def moments(course: CourseOnDisk) -> dict[str, int]:
    return {str(path): path.stat().st_ctime_ns for path in course.root.glob("autograded/*/tiny")}


def scores(course: CourseOnDisk, test: str) -> dict[str, tuple[float, float | None]]:
    """Return the points of the grader and of people, by learner."""
    found = {}
    for student in ("ada", "bob", "cyd", "dee"):
        with course.submission(student) as notebook:
            (grade,) = (grade for grade in notebook.grades if grade.name == test)
            found[student] = (grade.auto_score, grade.manual_score)
    return found


def write_grade(
    course: CourseOnDisk, student: str, exercise: str, column: str, points: float
) -> None:
    with course.submission(student) as notebook:
        (grade,) = (grade for grade in notebook.grades if grade.name == f"test_{exercise}")
        setattr(grade, column, points)
        object_session(grade).commit()
