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
from tests.nbgrader.conftest import CourseOnDisk, cell, tiny
from tests.tiny_course import built

TINY = assignment_named("tiny")


def is_gone(release: NotebookNode, name: str) -> None:
    release.cells = [each for each in release.cells if grade_id(each) != name]


def is_there_twice(release: NotebookNode) -> None:
    release.cells.append(copy.deepcopy(cell(release, "walk")))


def has_another_signature(release: NotebookNode) -> None:
    stub = cell(release, "walk")
    stub.source = stub.source.replace("def walk(x, h, w)", "def walk(x, h, w, axis)")


def has_no_points(release: NotebookNode) -> None:
    cell(release, "test_walk").metadata.nbgrader.pop("points")


def was_asked_otherwise(release: NotebookNode) -> None:
    release.metadata.unrolled_asked["walk"] = "0" * 12


def with_metadata(release: NotebookNode, name: str, **of_the_cell: Any) -> None:
    cell(release, name).metadata.nbgrader.update(of_the_cell)


def has_a_stranger(release: NotebookNode, name: str = "test_of_my_own") -> None:
    tested = copy.deepcopy(cell(release, "test_walk").metadata)
    tested.nbgrader.grade_id = name
    release.cells.append(new_code_cell("check(own)", metadata=tested))


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda release: is_gone(release, "walk"), "it has no cell `walk`"),
        (lambda release: is_gone(release, "test_walk"), "it has no cell `test_walk`"),
        (is_there_twice, "it has several cells `walk`"),
        (has_another_signature, "`walk` begins with `def walk(x, h, w, axis):`"),
        (was_asked_otherwise, "`walk` is asked otherwise since it was built"),
        (has_no_points, "the points of its cell `test_walk` are None"),
        (
            lambda release: with_metadata(release, "test_walk", points=-1),
            "the points of its cell `test_walk` are -1",
        ),
        (
            lambda release: with_metadata(release, "test_walk", grade=False),
            "its cell `test_walk` is not graded",
        ),
        (
            lambda release: with_metadata(release, "walk", solution=False),
            "nobody can write into its cell `walk`",
        ),
        (has_a_stranger, "nobody grades its cell `test_of_my_own`"),
        (
            lambda release: has_a_stranger(release, "test_softmax"),
            "it has `softmax`, which is an exercise of 'cells' now",
        ),
    ],
)
def test_a_release_that_does_not_fit(edit: Callable[[NotebookNode], None], says: str) -> None:
    release = nbformat.read(built() / "release/tiny/tiny.ipynb", as_version=4)
    edit(release)
    with pytest.raises(CourseError) as refusal:
        points_in(release, TINY)
    assert str(refusal.value) == (
        f"The release of 'tiny' does not fit the graders: {says}. Nothing was graded. Build it "
        "anew with `unrolled build tiny`, or install the version of unrolled that it was built "
        "with."
    )


@pytest.fixture
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CourseOnDisk]:
    course = tiny(tmp_path_factory.mktemp("fit") / "course")
    yield course
    close()


def give_more(course: CourseOnDisk, folder: str) -> None:
    path = course.root / folder / "tiny/tiny.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell(notebook, "test_walk").metadata.nbgrader.points = 5
    nbformat.write(notebook, path)


def has_another_question(release: NotebookNode) -> None:
    question = copy.deepcopy(cell(release, "small"))
    question.id = question.metadata.nbgrader.grade_id = "another"
    release.cells.append(question)


@pytest.mark.nbgrader
@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda release: is_gone(release, "small"), "gives 0 points for `small`, the gradebook 1."),
        (has_another_question, "gives 1 points for `another`, the gradebook 0."),
    ],
)
def test_release_and_gradebook_have_points_for_the_same(
    course: CourseOnDisk, edit: Callable[[NotebookNode], None], says: str
) -> None:
    course.submit("right", course.solved)
    course.register()
    path = course.root / "release/tiny/tiny.ipynb"
    whole = path.read_text()
    release = nbformat.reads(whole, as_version=4)
    edit(release)
    path.write_text(nbformat.writes(release))
    graded = course.unrolled("grade", "tiny", "--course", ".")
    path.write_text(whole)
    assert graded.returncode != 0
    assert says in " ".join(graded.stderr.split())


def test_points_stand_in_one_place(course: CourseOnDisk) -> None:
    """Who edits the source gets what they ask for; who edits only the release is told."""
    give_more(course, "source")
    assert course.nbgrader("generate_assignment", "tiny", "--force").returncode == 0
    wrong = course.solved
    cell(wrong, "walk").source = "def walk(x, h, w):\n    return x"
    course.submit("right", course.solved)
    course.submit("wrong", wrong)
    verdict = Grade(Place(course.root, "tiny"), "right")().verdict
    assert (verdict.score, verdict.max_score) == (11, 11)
    assert Grade(Place(course.root, "tiny"), "wrong")().verdict.score == 6
    close()
    path = course.root / "release/tiny/tiny.ipynb"
    path.write_text(path.read_text().replace('"points": 5', '"points": 4'))
    graded = course.unrolled("grade", "tiny", "--course", ".")
    for result in (graded, course.nbgrader("autograde", "tiny")):
        assert result.returncode != 0
        said = " ".join((result.stdout + result.stderr).split())
        assert "gives 4 points for `test_walk`, the gradebook 5. Nothing was graded." in said
