"""What a grading process makes of a submission is what `unrolled mark` makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.budget import Budget
from autograder.process.mark import Mark
from autograder.process.process import Process
from autograder.process.retrying import graded
from autograder.process.submission_grader import Place
from autograder.process.task import Grade, close
from tests import warm
from tests.nbgrader.conftest import CourseOnDisk, tiny

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CourseOnDisk]:
    course = tiny(tmp_path_factory.mktemp("grader") / "course")
    course.register()
    yield course
    close()


def without_metadata(notebook: NotebookNode) -> NotebookNode:
    """As some tools save it: cells with nothing but their text."""
    for number, each in enumerate(notebook.cells):
        each.metadata = NotebookNode()
        each.id = f"cell-{number}"
    return notebook


def test_what_takes_more_than_its_budget_waits_for_a_person(course: CourseOnDisk) -> None:
    """Nothing of it is looked at any more, and the process goes on with the next one."""
    large = course.solved
    large.cells.append(new_code_cell("# " + "x" * (3 << 20)))
    course.submit("large", large)
    course.submit("small", course.solved)
    place = Place(course.root, "tiny")
    with warm.prepared(), Process(Budget(output_mb=2)) as process:
        set_aside = graded(process, place, "large")
        assert graded(process, place, "small").verdict.score == 9
    assert (set_aside.verdict.score, set_aside.settled) == (None, False)
    assert len(set_aside.verdict.open) == 3
    assert {"test_walk", "small"} <= set_aside.marks.waiting
    assert set(set_aside.marks.scores.values()) == {0.0}
    assert "more than 2 MB came of it" in set_aside.notebook.decode()
    assert "has not been graded yet" in set_aside.notebook.decode()


def test_both_recognise_cells_without_metadata(course: CourseOnDisk) -> None:
    folder = course.submit("lost", without_metadata(course.solved))
    one = Grade(Place(course.root, "tiny"), "lost")()
    marked = Mark(Path(folder, "tiny.ipynb"), "tiny", course.root, frozenset(), Budget())()
    assert [each.score for each in one.verdict.exercises] == [2, 3, 4]
    assert [each.score for each in marked.exercises] == [2, 3, 4]
    assert b"added-" not in one.notebook
