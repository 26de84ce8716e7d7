"""Traps of stock nbgrader 0.9.6, each closed: seen through the real nbgrader."""

from __future__ import annotations

import copy
import csv
import html
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader.handlers import template_path

from autograder.batch.entries import entries
from tests.admission.page import active_parts

from .conftest import CourseOnDisk, cell, tiny

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]
FULL = 34.0
NOTHING_SHOWN = "get_ipython().display_pub.publish = print"


def test_a_correct_submission_has_full_marks(graded_course: CourseOnDisk) -> None:
    assert graded_course.score("correct") == FULL


def test_nothing_written_earns_nothing(graded_course: CourseOnDisk) -> None:
    """Stock: a test cell without output has full marks."""
    assert graded_course.score("empty") == 0


def test_duplicated_ids_stop_nobody(graded_course: CourseOnDisk) -> None:
    """Stock: the grading of all later students stops."""
    assert graded_course.score("a_duplicated_id") == FULL


def test_deleted_test_cells_are_graded(graded_course: CourseOnDisk) -> None:
    """Stock: they wait for manual grading for ever."""
    assert graded_course.score("deleted_tests") == FULL
    with graded_course.submission("deleted_tests") as notebook:
        waiting = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
    assert not {name for name in waiting if name.startswith("test_")}


def test_text_on_stderr_costs_nothing(graded_course: CourseOnDisk) -> None:
    """Stock: a warning zeroes a correct answer."""
    assert graded_course.score("noisy") == FULL


def test_files_beside_the_notebook_shadow_nothing(graded_course: CourseOnDisk) -> None:
    assert graded_course.score("shadowing") == FULL
    assert names(graded_course, "shadowing") == {"cells.ipynb", "timestamp.txt"}


def test_links_are_not_followed(graded_course: CourseOnDisk) -> None:
    """Stock: whatever a link points to is copied."""
    assert names(graded_course, "linked_file") == {"cells.ipynb", "timestamp.txt"}
    assert graded_course.score("linked_file") == FULL
    assert graded_course.score("linked_notebook") == 0


def test_an_unreadable_notebook_is_a_result(graded_course: CourseOnDisk) -> None:
    assert graded_course.score("unreadable") == 0
    with graded_course.submission("unreadable") as notebook:
        comments = {comment.auto_comment for comment in notebook.comments}
    assert any("not JSON" in (comment or "") for comment in comments)
    assert "could not be read: it is not JSON" in feedback(graded_course, "unreadable")


def test_a_time_that_nobody_can_read_stops_no_collecting(tmp_path: Path) -> None:
    """Stock: nothing is collected of anybody who comes after."""
    course = CourseOnDisk(tmp_path / "course")
    inbound = tmp_path / "exchange/unrolled/inbound"
    for name in ("a", "b"):
        (inbound / f"{name}+cells+2026-01-02 12:00:00 UTC").mkdir(parents=True)
    (course.submit("a", course.release) / "timestamp.txt").write_bytes(b"soon")
    course.register()
    result = course.nbgrader("collect", "cells", f"--Exchange.root={tmp_path}/exchange")
    assert result.returncode == 0, result.stderr
    assert (course.root / "submitted/b/cells").is_dir()


def test_feedback_names_outcome_and_idea(graded_course: CourseOnDisk) -> None:
    page = feedback(graded_course, "empty")
    assert "not attempted" in page
    assert "<code>softmax</code> is not written yet." in page


def test_feedback_keeps_what_is_hidden(graded_course: CourseOnDisk) -> None:
    """Neither hidden tests, nor what learner code printed or raised when it saw the inputs."""
    page = feedback(graded_course, "curious")
    assert "raised an exception of its own" in page
    shown = html.unescape(page).replace("'SEEN'", "")  # learners see their own source
    for secret in ("HIDDEN TESTS", "SEEN", "expected probabilities"):
        assert secret not in shown


def test_staff_see_everything(graded_course: CourseOnDisk) -> None:
    path = graded_course.root / "autograded/curious/cells/cells.ipynb"
    graded = nbformat.read(path, as_version=4)
    evidence = "".join(str(output) for output in cell(graded, "test_softmax").outputs)
    assert "SEEN" in evidence
    assert "raise type(" in evidence  # the line in the learner's code


def test_staff_see_the_rubric_and_learners_do_not(graded_course: CourseOnDisk) -> None:
    path = graded_course.root / "autograded/correct/cells/cells.ipynb"
    assert "1 point:" in path.read_text()
    assert "1 point:" not in feedback(graded_course, "correct")


def test_the_workbook_is_there_when_grading(graded_course: CourseOnDisk) -> None:
    graded = nbformat.read(
        graded_course.root / "autograded/correct/cells/cells.ipynb", as_version=4
    )
    kinds = {output.output_type for c in graded.cells for output in c.get("outputs", [])}
    assert "error" not in kinds


def test_nothing_of_learners_runs_in_feedback(graded_course: CourseOnDisk) -> None:
    """What the page has besides is nbgrader's own, and the same for everybody."""
    page = feedback(graded_course, "scripting")
    assert "alert(1)" in page
    assert new_parts(page, feedback(graded_course, "correct")) == set()


def test_nothing_of_learners_runs_in_the_formgrader(graded_course: CourseOnDisk) -> None:
    page = formgrader_page(graded_course, "scripting")
    assert "alert(1)" in page
    assert new_parts(page, formgrader_page(graded_course, "correct")) == set()


def test_feedback_shows_formulas_without_scripts(graded_course: CourseOnDisk) -> None:
    assert "<math" in feedback(graded_course, "correct")


def test_grades_are_exported(graded_course: CourseOnDisk) -> None:
    with (graded_course.root / "grades.csv").open(encoding="utf-8-sig") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert float(rows["correct"]["cells"]) == FULL
    assert float(rows["empty"]["cells"]) == 0


def test_no_resubmission_leaves_a_stale_mark(graded_course: CourseOnDisk, tmp_path: Path) -> None:
    """Stock: a broken one leaves the old score under the new timestamp, a bad timestamp ends the
    run, and a folder without a notebook is passed over."""
    course = graded_course.copy(tmp_path / "course")
    course.submit("correct", b"\x00", day=2)
    dated = course.submit("empty", course.solved) / "timestamp.txt"
    dated.write_text("yesterday")
    emptied = course.root / "submitted/noisy/cells"
    (emptied / "cells.ipynb").unlink()
    (emptied / "timestamp.txt").write_text("yesterday")
    assert course.nbgrader("autograde", "cells").returncode == 0
    marks = {name: course.score(name) for name in ("correct", "empty", "noisy")}
    assert marks == {"correct": 0, "empty": FULL, "noisy": 0}
    assert course.submitted("empty") == "None"
    dated.write_text("2026-01-03 12:00:00 UTC")
    assert course.nbgrader("autograde", "cells").returncode == 0
    assert course.submitted("empty") == "2026-01-03 12:00:00"


def test_a_stock_run_gives_no_marks(tmp_path: Path) -> None:
    """Without our configuration, the hidden part of each test cell ends it, before any mark."""
    course = tiny(tmp_path / "course")
    course.register()
    (course.root / "nbgrader_config.py").write_text("c = get_config()\n")
    course.submit("blank", course.release)
    course.submit("right", course.solved)
    evasive = course.solved
    evasive.cells.insert(0, nbformat.v4.new_code_cell(NOTHING_SHOWN))
    course.submit("evasive", evasive)
    done = course.nbgrader("autograde", "tiny")
    assert done.returncode == 1
    assert "graded by `unrolled`, which was not asked: nothing has been graded" in done.stderr
    marks = entries(course.root, "tiny")
    given = {name: {each.auto for each in marks[name].values()} for name in marks}
    assert given == {"blank": {None}, "right": {None}, "evasive": {0}}


def test_validate_runs_the_visible_checks(tmp_path: Path) -> None:
    """Validation cannot be configured: what learners see must be a good check by itself."""
    course = CourseOnDisk(tmp_path / "course")
    right = course.solved
    for question in ("states", "sharing", "vanishing"):
        cell(right, question).source = "Because."
    wrong = copy.deepcopy(right)
    cell(wrong, "softmax").source = "def softmax(z):\n    return z"
    paths = ["release/cells/right.ipynb", "release/cells/wrong.ipynb"]
    for notebook, path in zip((right, wrong), paths, strict=True):
        nbformat.write(notebook, course.root / path)
    said = course.nbgrader("validate", *paths).stdout
    assert said.startswith("Success!") and said.count("Success!") == 1
    assert "`probabilities` is off by" in said


def test_cells_keep_their_metadata(graded_course: CourseOnDisk) -> None:
    """What a learner's notebook says of points and locks does not matter."""
    assert graded_course.score("lying") == FULL


def names(course: CourseOnDisk, student: str) -> set[str]:
    """List what was copied of a submission."""
    return {path.name for path in (course.root / "autograded" / student / "cells").iterdir()}


def feedback(course: CourseOnDisk, student: str) -> str:
    return (course.root / "feedback" / student / "cells/cells.html").read_text()


def formgrader_page(course: CourseOnDisk, student: str) -> str:
    """Render a submission as the formgrader's handler does."""
    exporter = HTMLExporter(template_name="formgrade", extra_template_basedirs=[template_path])
    path = course.root / "autograded" / student / "cells/cells.ipynb"
    names = "assignment_id notebook_id submission_id student first_name last_name notebook_path"
    resources = {**dict.fromkeys(names.split(), "x"), "index": 0, "total": 1, "base_url": ""}
    return str(exporter.from_filename(str(path), resources=resources)[0])


def new_parts(page: str, plain: str) -> set[str]:
    return set(active_parts(page)) - set(active_parts(plain))
