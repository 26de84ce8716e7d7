"""What a grading process makes of a submission is what `unrolled mark` makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import NotebookNode

from autograder.budget import Budget
from autograder.process.desk import Place
from autograder.process.mark import Mark
from autograder.process.task import Grade, close
from tests.nbgrader.conftest import CourseOnDisk

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CourseOnDisk]:
    course = CourseOnDisk(tmp_path_factory.mktemp("desk") / "course")
    assert course.nbgrader("generate_assignment", "cells", "--force").returncode == 0
    yield course
    close()


def without_metadata(notebook: NotebookNode) -> NotebookNode:
    """As some tools save it: cells with nothing but their text."""
    for number, each in enumerate(notebook.cells):
        each.metadata = NotebookNode()
        each.id = f"cell-{number}"
    return notebook


def test_both_recognise_cells_without_metadata(course: CourseOnDisk) -> None:
    folder = course.submit("lost", without_metadata(course.solved))
    graded = Grade(Place(course.root, "cells"), "lost")()
    marked = Mark(Path(folder, "cells.ipynb"), "cells", course.root, frozenset(), Budget())()
    assert [each.score for each in graded.verdict.exercises] == [2, 4, 4, 6, 6, 4, 8]
    assert [each.score for each in marked.exercises] == [2, 4, 4, 6, 6, 4, 8]
    assert b"added-" not in graded.notebook
