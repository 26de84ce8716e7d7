"""A mark that is given again: the same, or why not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from sqlalchemy.orm import object_session

from assignments.cells.hidden.cases import draw_cases
from assignments.cells.hidden.exercises import ASSIGNMENT
from autograder.batch.entries import entries
from autograder.grading.audit import SEAL, digest, seal
from autograder.grading.course import SECRET_FILE, Course, CourseError
from autograder.grading.shown import RECORD
from autograder.process.submission_grader import Place
from autograder.replay.changes import changes
from autograder.replay.mark import Mark, recorded
from autograder.replay.replay import causes, replay
from autograder.replay.row import rows
from tests.nbgrader.conftest import CourseOnDisk, cell

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

SECRET = b"?" * 32
RIGHT = "np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=0)"
GUESSING = """

right = output_backward

def output_backward(*given):
    guess = np.random.rand() + np.random.default_rng().random()
    return {name: gradient + guess for name, gradient in right(*given).items()}
"""
GRADED = Path("autograded/ada/cells/cells.ipynb")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> CourseOnDisk:
    """A course with a `softmax` that fails in one hidden case alone, and a guessing function."""
    course = CourseOnDisk(tmp_path_factory.mktemp("replay") / "course")
    (course.root / SECRET_FILE).write_bytes(SECRET)
    hidden = draw_cases(ASSIGNMENT.exercise("softmax"), SECRET)[0].logits.flat[0]
    notebook = course.solved
    almost = f"0 * z if z.flat[0] == {hidden!s} else {RIGHT}"
    cell(notebook, "softmax").source = f"def softmax(z):\n    return {almost}"
    cell(notebook, "output_backward").source += GUESSING
    course.submit("ada", notebook)
    course.submit("bob", b"no notebook")
    course.register()
    result = course.nbgrader("autograde", "cells")
    assert result.returncode == 0, result.stderr
    return course


@pytest.fixture
def course(graded: CourseOnDisk, tmp_path: Path) -> CourseOnDisk:
    """A copy of it, to change things in."""
    return graded.copy(tmp_path / "course")


@pytest.mark.parametrize("student", ["ada", "bob"])
def test_a_mark_is_reproduced_and_nothing_is_written(graded: CourseOnDisk, student: str) -> None:
    before = contents(graded.root)
    result = run(graded, student, "--json")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert (answer["same"], answer["changes"]) == (True, [])
    path = Path("cells/cells.ipynb")
    graded_notebook = nbformat.read(graded.root / "autograded" / student / path, as_version=4)
    file = graded.root / "submitted" / student / path
    assert graded_notebook.metadata[RECORD]["audit"]["submitted"] == digest(file.read_bytes())
    scores = {each["recorded"] for each in answer["exercises"]}
    assert scores == {"ada": {0, 1, 4, 6, 8}, "bob": {0}}[student]
    assert contents(graded.root) == before


def test_the_table_says_what_differs_and_why(course: CourseOnDisk) -> None:
    course.submit("ada", course.solved)
    result = run(course, "ada")
    assert result.returncode == 1, result.stderr
    assert "softmax, probabilities: wrong → passed" in result.stdout
    assert "the submission was changed since it was graded" in result.stdout


def a_score_in_the_gradebook(course: CourseOnDisk) -> None:
    write_grade(course, "auto_score", 2.0)


def points_by_hand(course: CourseOnDisk) -> None:
    write_grade(course, "manual_score", 1.5)


def a_forged_score(course: CourseOnDisk) -> None:
    with edited(course) as record:
        record["exercises"][0]["score"] = 2.0


def an_outcome_that_does_not_come_again(course: CourseOnDisk) -> None:
    with edited(course) as record:
        record["exercises"][0]["checks"][0]["outcome"] = "timed_out"
        record["audit"][SEAL] = seal(Course(course.root), record)


@pytest.mark.parametrize(
    ("change", "texts"),
    [
        (a_score_in_the_gradebook, {"gradebook": "score for softmax was changed by hand"}),
        (points_by_hand, {"manual": "a person gave 1.5 points for softmax"}),
        (a_forged_score, {"record": "its seal does not fit", "gradebook": "is not what was"}),
        (an_outcome_that_does_not_come_again, {"unexplained": "nothing that is recorded changed"}),
    ],
)
def test_why_a_mark_differs(
    course: CourseOnDisk, change: Callable[[CourseOnDisk], None], texts: dict[str, str]
) -> None:
    now = recorded(Course(course.root), "cells", "ada").mark
    change(course)
    then = recorded(Course(course.root), "cells", "ada")
    compared = rows(then.mark, now, entries(course.root, "cells")["ada"])
    said = {change.what: change.text for change in causes(then, now, compared)}
    assert said.keys() == texts.keys()
    for what, text in texts.items():
        assert text in said[what]


@pytest.mark.parametrize(
    ("place", "value", "what", "text"),
    [
        ("audit.submitted", "0", "submission", "but nothing in it that counts"),
        ("audit.secret_id", "0", "secret", "the course secret is another (0, now "),
        ("audit.release", "0", "release", "the release is another"),
        ("audit.exercises.softmax.cases", "0", "hidden cases", "cases are others in softmax"),
        ("audit.exercises.softmax.expected", "0", "hidden cases", "answers are others in softmax"),
        ("audit.graders.solutions", "0", "graders", "the graders were changed: solutions"),
        ("audit.versions.numpy", "1.9.0", "versions", "numpy 1.9.0, now "),
        ("audit.python", "3.10.1", "versions", "python 3.10.1, now 3."),
        ("sandbox.layers.landlock", "ABI 1", "layers", "sandbox layer landlock ABI 1, now ABI "),
        ("sandbox.accepted_gaps", ["seccomp"], "layers", "seccomp, now none"),
        ("audit.limits.call_seconds", 0.5, "limits", "limit call_seconds 0.5, now 5.0"),
        ("audit.machine.cpu", "Z80", "machine", "machine: cpu Z80, now "),
        ("audit.exercises.softmax.checks.stable.evidence", "0", "evidence", "softmax.stable"),
    ],
)
def test_what_a_mark_depends_on_is_compared(
    graded: CourseOnDisk, place: str, value: Any, what: str, text: str
) -> None:
    record = nbformat.read(graded.root / GRADED, as_version=4).metadata[RECORD]
    older = copy.deepcopy(record)
    *folders, name = place.split(".")
    inner = older
    for folder in folders:
        inner = inner[folder]
    inner[name] = value
    (change,) = changes(Mark.of(older), Mark.of(record))
    assert change.what == what
    assert text in change.text


def test_a_file_that_is_as_it_was_is_not_called_changed(graded: CourseOnDisk) -> None:
    """Where the grader failed on a submission, it put something else in its place."""
    record = nbformat.read(graded.root / GRADED, as_version=4).metadata[RECORD]
    older = copy.deepcopy(record)
    older["audit"]["submission"] = "0"
    assert changes(Mark.of(older), Mark.of(record)) == []


@pytest.mark.parametrize(
    ("lost", "says"),
    [
        ("submitted/ada/cells", "no submission to grade again"),
        (SECRET_FILE, "which the hidden cases come from"),
        ("release/cells", "no release of 'cells'"),
    ],
)
def test_without_what_it_takes_there_is_no_replay(
    course: CourseOnDisk, lost: str, says: str
) -> None:
    (course.root / lost).rename(course.root / "lost")
    before = contents(course.root)
    with pytest.raises(CourseError, match=says):
        replay(Place(course.root, "cells"), "ada")
    assert contents(course.root) == before


def test_a_mark_that_was_never_given_is_one_sentence(graded: CourseOnDisk) -> None:
    result = run(graded, "nobody")
    assert (result.returncode, result.stdout) == (2, "")
    assert "No mark of 'cells' is recorded for 'nobody'" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def run(course: CourseOnDisk, student: str, *options: str) -> Any:
    return course.run(
        "unrolled", "replay", "cells", "--student", student, "--course", ".", *options
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_grade(course: CourseOnDisk, column: str, points: float) -> None:
    with course.submission("ada") as notebook:
        grade = next(grade for grade in notebook.grades if grade.name == "test_softmax")
        setattr(grade, column, points)
        object_session(grade).commit()


@contextmanager
def edited(course: CourseOnDisk) -> Iterator[dict[str, Any]]:
    """Change the recorded mark in the autograded notebook."""
    notebook = nbformat.read(course.root / GRADED, as_version=4)
    yield notebook.metadata[RECORD]
    nbformat.write(notebook, course.root / GRADED)
