"""A course whose staff have set something is built, graded and shown as they want it."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder import content
from autograder.nbgrader_plugin.course_map import course_map
from autograder.process.database import database
from tests import tiny_course
from tests.building.test_course_folder import run

CONFIG = tiny_course.PROJECT / "source_release/nbgrader_config.py"
HEAD = """# Other

- **Time**: 1 to 2 hours, for whom sums are
  familiar.
- **Builds on**: `tiny` (steps), and `absent`, which this course does not teach.

## Below

- **May wait**: this is no part of the head.
"""
RIGHT = {
    "step": "def step(x, h, w):\n    h_next = np.tanh(w * h + x)\n"
    "    return h_next, (h, w, h_next)",
    "walk": "def walk(x, h, w):\n    if len(x) == 0:\n        raise ValueError('steps')\n"
    "    states = []\n    for x_t in x:\n        h, _ = step(x_t, h, w)\n"
    "        states.append(h)\n    return np.array(states)",
    "step_backward": "def step_backward(dh_next, cache):\n    h, w, h_next = cache\n"
    "    da = dh_next * (1 - h_next**2)\n    return {'dx': da, 'dh': da * w, 'dw': da * h}",
}


class Course:
    """A copy of the tiny course, as somebody has set it; built."""

    def __init__(self, root: Path, settings: str, text: str | None = None) -> None:
        self.root = root
        shutil.copytree(tiny_course.TINY, root)
        shutil.copy(CONFIG, root)
        if text is not None:
            (root / "assignments/tiny/tiny.md").write_text(text)
        self.set(settings)
        run(root, "unrolled", "build", "--course", ".")

    @property
    def release(self) -> NotebookNode:
        return nbformat.read(self.root / "release/tiny/tiny.ipynb", as_version=4)

    @property
    def cells(self) -> dict[str, NotebookNode]:
        return {cell.metadata.nbgrader.grade_id: cell for cell in self.release.cells}

    def submit(self, student: str, **functions: str) -> None:
        notebook = self.release
        for cell in notebook.cells:
            name = cell.metadata.nbgrader.grade_id
            if cell.metadata.nbgrader.solution and cell.cell_type == "code":
                cell.source = functions.get(name, RIGHT[name])
        folder = self.root / "submitted" / student / "tiny"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "timestamp.txt").write_text("2026-01-03 12:00:00 UTC")
        nbformat.write(notebook, folder / "tiny.ipynb")

    def set(self, settings: str) -> None:
        (self.root / "course.toml").write_text(f'assignments = ["tiny"]\n{settings}')

    def scores(self) -> dict[str, float]:
        """Return what the gradebook has, penalties taken off."""
        with Gradebook(database(self.root), "unrolled") as gradebook:
            return {
                each.student_id: each.score - each.late_submission_penalty
                for each in gradebook.assignment_submissions("tiny")
            }

    def graded(self) -> dict[str, tuple[float, float]]:
        """Grade who has no mark yet, and return everybody's points and maxima."""
        options = ("--course", ".", "--jobs", "1", "--json")
        rows = json.loads(run(self.root, "unrolled", "grade", "tiny", *options).stdout)
        return {row["student"]: (row["score"], row["max_score"]) for row in rows}


@pytest.mark.sandbox
@pytest.mark.nbgrader
def test_points_and_title_are_the_course_s(tmp_path: Path) -> None:
    points = "points = { walk = 10, step_backward = 0, small = 3 }"
    course = Course(tmp_path / "course", f'[tiny]\ntitle = "Small"\n{points}\n')
    assert course.release.cells[0].source == "# Small"
    kinds = {name: cell.metadata.nbgrader for name, cell in course.cells.items()}
    assert {name: kind.points for name, kind in kinds.items() if "points" in kind} == {
        "test_step": 2,
        "test_walk": 10,
        "test_step_backward": 0,
        "small": 3,
    }
    course.submit("ada")
    course.submit(
        "bob", walk="def walk(x, h, w):\n    return np.array([step(t, h, w)[0] for t in x])"
    )
    course.submit("eve", step_backward="def step_backward(dh_next, cache):\n    return {}")
    assert course.graded() == {"ada": (12, 12), "bob": (2, 12), "eve": (12, 12)}
    page = (course.root / "feedback/eve/tiny/tiny.html").read_text()
    assert "✗ not right yet" in " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.sandbox
@pytest.mark.nbgrader
def test_a_release_with_other_exercises_or_points_is_refused(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", "")
    course.submit("ada")
    assert course.graded() == {"ada": (9, 9)}
    course.set('tiny.leave_out = ["walk"]\n')
    with pytest.raises(AssertionError, match=r"it has `walk`, which course\.toml leaves out"):
        course.graded()
    course.set("tiny.points.walk = 10\n")
    with pytest.raises(AssertionError) as refused:
        course.graded()
    assert (
        "The release of 'tiny' does not fit the graders: it gives 3 points for `walk`, course.toml "
        "10. Nothing was graded. Build it anew with `unrolled build tiny`"
    ) in str(refused.value)
    run(course.root, "unrolled", "build", "--course", ".")
    regrade = ("unrolled", "regrade", "tiny", "--jobs", "1", "--write")
    with pytest.raises(AssertionError) as refused:
        run(course.root, *regrade)
    assert "`nbgrader generate_assignment tiny --force` makes both anew" in str(refused.value)
    run(course.root, "nbgrader", "generate_assignment", "tiny", "--force")
    said = json.loads(run(course.root, *regrade, "--json").stdout)
    assert [each["changes"] for each in said["learners"]] == [
        [{"what": "points", "text": "the exercises' points are others: walk 3, now 10"}]
    ]
    assert course.graded() == {"ada": (16, 16)}


@pytest.mark.sandbox
@pytest.mark.nbgrader
def test_an_exercise_is_left_out_that_others_need(tmp_path: Path) -> None:
    """Its code is given, so that learners see what its cache holds; it is in place at grading."""
    course = Course(tmp_path / "course", '[tiny]\nleave_out = ["step"]\n')
    assert [cell.source for cell in course.release.cells][:6] == [
        "# A tiny recurrence",
        "*This course leaves out `step`: where the text counts exercises and questions, or refers "
        "to these, take that into account.*",
        "import numpy as np\n\nfrom workbook import check",
        "## One step",
        "`step` is not an exercise in this course, but given. It is in place when your own "
        "functions are graded; do not define it anew.",
        course.cells["given_step"].source,
    ]
    assert "h_next = np.tanh(w * h + x)" in course.cells["given_step"].source
    assert "SOLUTION" not in course.cells["given_step"].source
    course.submit("ada")
    course.submit("bob", walk="def walk(x, h, w):\n    return x")
    course.submit("eve", step_backward=RIGHT["step_backward"].replace("da * h}", "da * h_next}"))
    assert course.graded() == {"ada": (7, 7), "bob": (4, 7), "eve": (5, 7)}
    report = json.loads(
        run(course.root, "unrolled", "report", "tiny", "--course", ".", "--json").stdout
    )
    named = {each["id"] for each in report["misconceptions"]}
    assert named == {"step_backward.state_of_the_step_after", "walk.name_exchanged"}


@pytest.mark.sandbox
@pytest.mark.nbgrader
def test_an_exercise_is_left_out_that_nobody_needs(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", '[tiny]\nleave_out = ["walk", "small"]\n')
    assert [c.source for c in course.release.cells if c.cell_type == "markdown"] == [
        "# A tiny recurrence",
        "*This course leaves out `walk`, `small`: where the text counts exercises and questions, "
        "or refers to these, take that into account.*",
        "## One step",
        "## Back",
    ]
    assert not any("def walk" in cell.source for cell in course.release.cells)
    course.submit("ada")
    course.submit(
        "bob", step="def step(x, h, w):\n    return np.tanh(x + h), (h, w, np.tanh(x + h))"
    )
    assert course.graded() == {"ada": (6, 6), "bob": (4, 6)}


DUE = "due = 2026-01-02T13:00:00+01:00\n"
HALF = """
from nbgrader.plugins import LateSubmissionPlugin

class Half(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        assert total_seconds_late == 24 * 60 * 60
        return score / 2
"""


@pytest.mark.sandbox
@pytest.mark.nbgrader
def test_late_work_and_an_extension(tmp_path: Path) -> None:
    """Both ways of grading follow the file, also where it changes later."""
    extended = "[tiny.extensions]\nada = 2026-01-05T13:00:00+01:00\n"
    course = Course(tmp_path / "course", f'[tiny]\nlate = "half.Half"\n{DUE}{extended}')
    (course.root / "half.py").write_text(HALF)
    for student in ("ada", "bob"):
        course.submit(student)
    course.graded()
    assert course.scores() == {"ada": 9, "bob": 4.5}
    course.set(f'late = "zero"\n[tiny]\n{DUE}{extended.replace("ada", "bob")}')
    options = ("--course", ".", "--jobs", "1", "--json", "--write")
    said = json.loads(run(course.root, "unrolled", "regrade", "tiny", *options).stdout)
    assert {each["student"]: each["penalty"] for each in said["learners"]} == {
        "ada": {"before": 0, "after": 9},
        "bob": {"before": 4.5, "after": 0},
    }
    assert (said["up"], said["down"], course.scores()) == (1, 1, {"ada": 0, "bob": 9})
    course.set(f'[tiny]\nlate = "zero"\n{DUE}{extended}')
    run(course.root, "nbgrader", "autograde", "tiny", "--force")
    assert course.scores() == {"ada": 9, "bob": 0}
    course.set(f'[tiny]\nlate = "nowhere.Nothing"\n{DUE}')
    with pytest.raises(AssertionError) as refused:
        course.graded()
    assert (
        "course.toml says late = 'nowhere.Nothing', but there is no such plugin for nbgrader's "
        "AssignLatePenalties, neither installed nor in the course directory."
    ) in str(refused.value)


@pytest.mark.sandbox
@pytest.mark.nbgrader
def test_tolerance_and_time_of_an_exercise(tmp_path: Path) -> None:
    """What is not set stays as it was: the other exercise of each learner."""
    settings = "[tiny]\ntolerance.step_backward = 0.05\ntime_limit.walk = 0.2\n"
    course = Course(tmp_path / "course", settings)
    course.submit(
        "rough",
        walk=RIGHT["walk"].replace("np.array(states)", "1.01 * np.array(states)"),
        step_backward=RIGHT["step_backward"].replace("'dx': da,", "'dx': 1.01 * da,"),
    )
    pause = "import time; time.sleep(0.4)\n    "
    course.submit(
        "slow",
        walk=RIGHT["walk"].replace("states = []", f"{pause}states = []"),
        step_backward=RIGHT["step_backward"].replace("h, w,", f"{pause}h, w,"),
    )
    assert course.graded() == {"rough": (7, 9), "slow": (6, 9)}


def test_the_map_has_titles_dates_and_what_texts_say_of_themselves(tmp_path: Path) -> None:
    course = shutil.copytree(tiny_course.TINY, tmp_path / "course")
    settings = f'assignments = ["other", "tiny", "third"]\n[other]\ntitle = "A|B"\n[tiny]\n{DUE}'
    (course / "course.toml").write_text(settings)
    (course / "assignments/other").mkdir()
    (course / "assignments/other/other.md").write_text(HEAD)
    (course / "assignments/third").mkdir()
    (course / "assignments/third/third.md").write_text("It has no heading yet.\n")
    code = (
        "import sys; from pathlib import Path; from autograder import content\n"
        "from autograder.nbgrader_plugin.course_map import course_map\n"
        "content.use(Path('.')); print(course_map())"
    )
    said = run(course, sys.executable, "-c", code).stdout
    assert said.splitlines() == [
        "| Order | Assignment | Hours | Builds on | Due |",
        "| --- | --- | --- | --- | --- |",
        r"| 1 | `other`: A\|B | 1 to 2 | `tiny` |  |",
        "| 2 | `tiny`: A tiny recurrence |  |  | 2 January 2026, 13:00 (UTC+0100) |",
        "| 3 | `third`: third |  |  |  |",
    ]


def test_a_course_of_nothing_has_an_empty_map(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_text("assignments = []")
    content.use(tmp_path)
    assert course_map() == ""


def test_the_readme_has_the_map_of_our_course() -> None:
    assert course_map() in (tiny_course.PROJECT / "README.md").read_text("utf-8")
