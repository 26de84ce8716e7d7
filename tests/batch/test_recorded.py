"""What is recorded is not changed unasked, whoever recorded it, and nobody comes back unasked."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from sqlalchemy.orm import object_session

from autograder.batch.entries import entries, penalties, people
from autograder.messages import Message

from ..nbgrader.conftest import CourseOnDisk, cell, tiny

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

REGRADE = ("regrade", "tiny", "--course=.", "--write", "--jobs=1")
WAYS = {
    "grade": (("grade", "tiny", "--course=.", "--jobs=1"), REGRADE),
    "regrade": (REGRADE, REGRADE),
    "autograde": (("autograde", "tiny"), ("autograde", "tiny", "--force")),
}
STOCK = "\ndel c['Autograde']\nc.Execute.enabled = False\n"  # a cell without an output is right
LATE = "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
WRONG = "def walk(x, h, w):\n    return x"


@pytest.fixture(scope="module")
def by_nbgrader(tmp_path_factory: pytest.TempPathFactory) -> CourseOnDisk:
    """A class that only `nbgrader autograde` has graded; there are no pages."""
    course = tiny(tmp_path_factory.mktemp("recorded") / "course")
    course.submit("ada", solved(course))
    course.submit("bob", b"{ this is no notebook")
    course.submit("eve", solved(course))
    course.register()
    done = course.nbgrader("autograde", "tiny")
    assert done.returncode == 0, done.stderr
    return course


@pytest.fixture
def course(by_nbgrader: CourseOnDisk, tmp_path: Path) -> CourseOnDisk:
    return by_nbgrader.copy(tmp_path / "course")


def test_what_nbgrader_recorded_is_left_alone_until_it_is_submitted_anew(
    course: CourseOnDisk,
) -> None:
    course.submit("cyd", course.solved)
    before = moments(course)
    said = grade(course)
    assert "4 submissions" in said and "other graders" not in said
    after = moments(course)
    assert after == {**before, "cyd": after["cyd"]}
    assert "│ ada │ 9 / 10 │ 1 │ everything right │" in said
    assert "Please look at bob: nothing could be read: it is not JSON" in said
    course.submit("ada", solved(course, walk=WRONG), day=2)
    grade(course)
    assert moments(course)["ada"] > after["ada"]
    assert score(course, "ada") == 6


def test_what_other_graders_gave_is_said_whatever_is_missing(course: CourseOnDisk) -> None:
    """No mark changes for a page or notebook that is gone, or for what Jupyter leaves behind."""
    course.submit("cyd", course.solved)
    grade(course)
    (course.root / "submitted/cyd/tiny/.ipynb_checkpoints").mkdir()
    (course.root / "course_secret").write_bytes(bytes(32))
    shutil.rmtree(course.root / "autograded/cyd")
    before = entries(course.root, "tiny"), moments(course)
    assert "4 recorded marks were given with other graders" in grade(course)
    assert (entries(course.root, "tiny"), moments(course)) == before
    listed = json.loads(course.unrolled("grade", "tiny", "--course=.", "--json").stdout)
    assert [each["outdated"] for each in listed] == [True] * 4


def test_marks_that_our_grader_did_not_give_are_left_alone_and_said(course: CourseOnDisk) -> None:
    """Here nbgrader's own gave them, to a learner whom ours has graded and to two others."""
    wrong = solved(course, walk=WRONG)
    course.submit("cyd", wrong)
    grade(course)
    config = course.root / "nbgrader_config.py"
    right = config.read_text()
    config.write_text(right + STOCK)
    for student in ("cyd", "dee", "fay"):
        course.submit(student, wrong)
        run(course, "autograde", "tiny", f"--student={student}", "--force")
    config.write_text(right)
    shutil.rmtree(course.root / "autograded/fay")
    course.submit("dee", solved(course, step="")).joinpath("timestamp.txt").unlink()
    said = grade(course)
    assert "3 recorded marks were given with other graders" in said
    assert "│ dee │ 9 / 10 │ 1 │ marked by another grader │" in said
    assert {score(course, student) for student in ("cyd", "dee", "fay")} == {9}
    listed = json.loads(course.unrolled("grade", "tiny", "--course=.", "--json").stdout)
    assert [each["outdated"] for each in listed] == [False, False, True, True, False, True]
    run(course, "generate_feedback", "tiny")
    page = (course.root / "feedback/dee/tiny/tiny.html").read_text("utf-8")
    assert "9 <small>of 10 points" in page and str(Message("stranger.page")) in html.unescape(page)
    course.submit("dee", wrong, day=2)
    assert "2 recorded marks were given with other graders" in grade(course)
    run(course, *REGRADE)
    assert {score(course, student) for student in ("cyd", "dee", "fay")} == {6}


def test_a_time_that_is_written_later_makes_no_new_submission(course: CourseOnDisk) -> None:
    """The answers are the same: another grader's mark, or a penalty, is not recorded unseen."""
    course.submit("cyd", course.solved)
    timed = [course.root / f"submitted/{student}/tiny/timestamp.txt" for student in ("ada", "cyd")]
    for time in timed:
        time.unlink()
    run(course, "autograde", "tiny", "--student=ada")
    grade(course)
    before = moments(course)
    for time in timed:
        time.write_text("2026-01-02 12:00:00 UTC")
    assert "other graders" not in grade(course)
    run(course, "autograde", "tiny")
    timed[0].write_text("2026-01-02 13:00:00 UTC")
    run(course, "autograde", "tiny")
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + LATE)
    run(course, "db", "assignment", "add", "tiny", "--duedate=2026-01-02 10:00:00 UTC")
    late = course.copy(course.root.with_name("late"))  # whose configuration is not read yet
    assert "2 recorded marks were given with other graders, settings or dates" in grade(late)
    (course.root / "course_secret").write_bytes(bytes(32))
    assert "4 recorded marks were given with other graders" in grade(course)
    assert moments(course) == before
    assert penalties(course.root, "tiny") == penalties(late.root, "tiny") == {}
    assert course.submitted("ada") == "2026-01-02 13:00:00"
    assert course.submitted("cyd") == "2026-01-02 12:00:00"
    run(late, *REGRADE)
    assert penalties(late.root, "tiny") == {"ada": 9, "cyd": 9}


def test_nbgrader_leaves_alone_what_has_no_time(course: CourseOnDisk) -> None:
    (course.root / "submitted/ada/tiny/timestamp.txt").unlink()
    run(course, "autograde", "tiny")
    before = moments(course)
    (course.root / "course_secret").write_bytes(bytes(32))
    run(course, "autograde", "tiny")
    assert moments(course) == before


def test_a_removed_learner_comes_back_only_when_added(course: CourseOnDisk) -> None:
    for arguments in (("ada", "--force"), ("bob", "--force")):
        done = course.nbgrader("db", "student", "remove", *arguments)
        assert done.returncode == 0, done.stderr
    course.submit("cyd", course.solved)  # was never there
    run(course, "autograde", "tiny")
    run(course, "generate_feedback", "tiny")
    assert {person.id for person in people(course.root)} == {"cyd", "eve"}
    said = grade(course)
    assert "2 learners were removed from the gradebook and are left out" in said
    assert "`unrolled roster`" in said and "`nbgrader db student add ID`" in said
    assert {person.id for person in people(course.root)} == {"cyd", "eve"}
    assert course.nbgrader("db", "student", "add", "ada").returncode == 0
    assert "1 learner was removed from the gradebook and is left out" in grade(course)
    assert {person.id for person in people(course.root)} == {"ada", "cyd", "eve"}
    assert score(course, "ada") == 9


def test_a_penalty_that_is_stale_is_said(course: CourseOnDisk) -> None:
    """Here nbgrader has another due date than when it graded."""
    assert "other graders" not in grade(course)
    done = course.nbgrader("db", "assignment", "add", "tiny", "--duedate=2025-12-01 12:00:00 UTC")
    assert done.returncode == 0, done.stderr
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + LATE)
    copied = course.copy(course.root.with_name("late"))  # whose configuration is not read yet
    assert "2 recorded marks were given with other graders, settings or dates" in grade(copied)
    assert penalties(copied.root, "tiny") == {}


def test_other_points_are_said_and_shown(course: CourseOnDisk) -> None:
    """As after points were changed in course.toml: nbgrader tells the gradebook at once."""
    mark_by_hand(course, "ada", small=1)
    source = course.root / "source/tiny/tiny.ipynb"
    notebook = nbformat.read(source, as_version=4)
    cell(notebook, "test_walk").metadata.nbgrader.points = 6
    cell(notebook, "small").metadata.nbgrader.points = 2
    nbformat.write(notebook, source)
    run(course, "generate_assignment", "tiny", "--force")
    says = "The gradebook has other points than recorded marks were given with: `walk` 6 now, 3 "
    done = course.unrolled("grade", "tiny", "--course=.", "--jobs=1")
    assert says in done.stderr and "`small` 2 now, 1 then" in done.stderr
    assert score(course, "ada") == 10
    shown = course.unrolled("regrade", "tiny", "--course=.", "--jobs=1", "--json")
    assert "the same command with --write records it" in shown.stderr
    assert [(p["name"], p["then"], p["now"]) for p in json.loads(shown.stdout)["points"]] == [
        ("walk", [3], 6),
        ("small", [1], 2),
    ]
    run(course, *REGRADE)
    assert score(course, "ada") == 13
    assert says not in course.unrolled("grade", "tiny", "--course=.", "--jobs=1").stderr


@pytest.mark.parametrize("way", WAYS)
def test_a_mark_by_hand_waits_only_if_the_answer_is_another(course: CourseOnDisk, way: str) -> None:
    """A person has overruled the grader, too: what that was about is all code."""
    for student in ("ada", "eve"):
        mark_by_hand(course, student, small=1, test_walk=2.5)
    course.submit("ada", solved(course, walk=WRONG), day=2)
    course.submit("eve", solved(course, small="It has none."), day=2)
    once, again = WAYS[way]
    for command in (once, again):
        run(course, *command)
        assert waiting(course) == {"ada": {"test_walk"}, "bob": set(), "eve": {"small"}}
        assert entries(course.root, "tiny")["eve"]["small"].manual == 1
    mark_by_hand(course, "eve", small=0)
    run(course, *again)
    assert waiting(course) == {"ada": {"test_walk"}, "bob": set(), "eve": set()}


def run(course: CourseOnDisk, *words: str) -> None:
    by_nbgrader = words[0] not in ("grade", "regrade")
    done = course.nbgrader(*words) if by_nbgrader else course.unrolled(*words)
    assert done.returncode == 0, done.stderr


def mark_by_hand(course: CourseOnDisk, student: str, **points: float) -> None:
    """Do what nbgrader's formgrader does."""
    with course.submission(student) as notebook:
        for given in notebook.grades:
            if given.name in points:
                given.manual_score = points[given.name]
                given.needs_manual_grade = False
        object_session(notebook).commit()


def waiting(course: CourseOnDisk) -> dict[str, set[str]]:
    """Return the cells that wait for a person."""
    return {
        student: {name for name, entry in cells.items() if entry.waits}
        for student, cells in entries(course.root, "tiny").items()
    }


def grade(course: CourseOnDisk) -> str:
    done = course.unrolled("grade", "tiny", "--course=.", "--jobs=1")
    assert done.returncode == 0, done.stderr
    return " ".join(done.stdout.split())


def score(course: CourseOnDisk, student: str) -> float:
    return sum(entry.points or 0 for entry in entries(course.root, "tiny")[student].values())


def solved(course: CourseOnDisk, **sources: str) -> NotebookNode:
    notebook = course.solved
    for name, source in {"small": "It has a small slope.", **sources}.items():
        cell(notebook, name).source = source
    return notebook


def moments(course: CourseOnDisk) -> dict[str, int]:
    """Return when each learner's graded notebook was put in place."""
    notebooks = course.root.glob("autograded/*/tiny/tiny.ipynb")
    return {path.parts[-3]: path.stat().st_ctime_ns for path in notebooks}
