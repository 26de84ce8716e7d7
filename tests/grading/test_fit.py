"""A release that does not fit graders or gradebook is refused before anything is graded."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.graders.registry import assignment_named
from autograder.grading.course import CourseError
from autograder.grading.fit import points_in
from autograder.grading.rebuild import grade_id
from autograder.process.submission_grader import Place
from autograder.process.task import Grade, close
from tests.graders.marks import RELEASE
from tests.nbgrader.conftest import CourseOnDisk, cell

CELLS = assignment_named("cells")


def is_gone(release: NotebookNode, name: str) -> None:
    release.cells = [each for each in release.cells if grade_id(each) != name]


def is_there_twice(release: NotebookNode) -> None:
    release.cells.append(copy.deepcopy(cell(release, "softmax")))


def has_another_signature(release: NotebookNode) -> None:
    stub = cell(release, "softmax")
    stub.source = stub.source.replace("def softmax(z)", "def softmax(z, axis)")


def has_no_points(release: NotebookNode) -> None:
    cell(release, "test_softmax").metadata.nbgrader.pop("points")


def with_metadata(release: NotebookNode, name: str, **of_the_cell: Any) -> None:
    cell(release, name).metadata.nbgrader.update(of_the_cell)


def has_a_stranger(release: NotebookNode) -> None:
    tested = copy.deepcopy(cell(release, "test_softmax").metadata)
    tested.nbgrader.grade_id = "test_of_my_own"
    release.cells.append(new_code_cell("check(own)", metadata=tested))


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda release: is_gone(release, "softmax"), "it has no cell `softmax`"),
        (lambda release: is_gone(release, "test_softmax"), "it has no cell `test_softmax`"),
        (is_there_twice, "it has several cells `softmax`"),
        (has_another_signature, "`softmax` begins with `def softmax(z, axis):`"),
        (has_no_points, "the points of its cell `test_softmax` are None"),
        (
            lambda release: with_metadata(release, "test_softmax", points=-1),
            "the points of its cell `test_softmax` are -1",
        ),
        (
            lambda release: with_metadata(release, "test_softmax", grade=False),
            "its cell `test_softmax` is not graded",
        ),
        (
            lambda release: with_metadata(release, "softmax", solution=False),
            "nobody can write into its cell `softmax`",
        ),
        (has_a_stranger, "nobody grades its cell `test_of_my_own`"),
    ],
)
def test_a_release_that_does_not_fit(edit: Callable[[NotebookNode], None], says: str) -> None:
    release = nbformat.read(RELEASE / "cells" / "cells.ipynb", as_version=4)
    edit(release)
    with pytest.raises(CourseError) as refusal:
        points_in(release, CELLS)
    assert str(refusal.value) == (
        f"The release of 'cells' does not fit the graders: {says}. Nothing was graded. Build it "
        "anew with `unrolled build cells`, or install the version of unrolled that it was built "
        "with."
    )


@pytest.fixture
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CourseOnDisk]:
    course = CourseOnDisk(tmp_path_factory.mktemp("fit") / "course")
    yield course
    close()


def give_more(course: CourseOnDisk, folder: str) -> None:
    path = course.root / folder / "cells/cells.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell(notebook, "test_softmax").metadata.nbgrader.points = 5
    nbformat.write(notebook, path)


@pytest.mark.nbgrader
@pytest.mark.sandbox
def test_points_stand_in_one_place(course: CourseOnDisk) -> None:
    """Who edits the source gets what they ask for; who edits only the release is told."""
    give_more(course, "source")
    assert course.nbgrader("generate_assignment", "cells", "--force").returncode == 0
    wrong = course.solved
    cell(wrong, "softmax").source = "def softmax(logits):\n    return logits"
    course.submit("right", course.solved)
    course.submit("wrong", wrong)
    verdict = Grade(Place(course.root, "cells"), "right")().verdict
    assert (verdict.score, verdict.max_score) == (37, 37)
    assert Grade(Place(course.root, "cells"), "wrong")().verdict.score == 32
    close()
    path = course.root / "release/cells/cells.ipynb"
    path.write_text(path.read_text().replace('"points": 5', '"points": 4'))
    graded = course.unrolled("grade", "cells", "--course", ".")
    for result in (graded, course.nbgrader("autograde", "cells")):
        assert result.returncode != 0
        said = " ".join((result.stdout + result.stderr).split())
        assert "gives 4 points for `test_softmax`, the gradebook 5. Nothing was graded." in said
