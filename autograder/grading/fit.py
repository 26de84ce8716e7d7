"""The release that learners work on, held against the graders before anything is graded."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256

from nbformat import NotebookNode

from autograder.content import COURSE_FILE, home_of, ours, reference_file, settings
from autograder.graders.exercise import Assignment
from autograder.grading.course import CourseError
from autograder.grading.rebuild import grade_id, is_solution, is_test
from autograder.mistakes.untyped import signature, untyped

ASKED = "unrolled_asked"  # in the notebook's metadata
KEPT = (
    " With that one, `unrolled adopt {name}` keeps the assignment as it is, for learners who have "
    "begun."
)


def points_in(release: NotebookNode, assignment: Assignment) -> dict[str, float]:
    """Return how many points the release gives for each exercise.

    Raises
    ------
    CourseError : when it does not fit the graders.
    """
    misfit = next(_misfits(release, assignment), None)
    if misfit is not None:
        name = assignment.name
        raise CourseError(
            f"The release of {name!r} does not fit the graders: {misfit}. Nothing was graded. "
            f"Build it anew with `unrolled build {name}`, or install the version of unrolled "
            f"that it was built with.{KEPT.format(name=name) if name in ours() else ''}"
        )
    return {
        exercise.name: _cells(release)[f"test_{exercise.name}"].metadata.nbgrader.points
        for exercise in assignment.exercises
    }


def asked(assignment: str) -> dict[str, str]:
    """Return a digest of what each function of the reference is asked to do, by its name."""
    return {
        name: sha256(f"{function.signature}\n{function.docstring}".encode()).hexdigest()[:12]
        for name, function in untyped(reference_file(assignment)).items()
    }


def require_same_points(
    release: NotebookNode, recorded: Mapping[str, float], assignment: str
) -> None:
    """Refuse a release that has other points than the gradebook: marks would be out of those.

    Parameters
    ----------
    recorded : the points of each cell that is marked, as in the gradebook.

    Raises
    ------
    CourseError : naming the first cell with other points.
    """
    marked = {n: _points(c) for n, c in _cells(release).items() if c.metadata.nbgrader.grade}
    for name in dict.fromkeys((*marked, *recorded)):
        if marked.get(name) != recorded.get(name):
            given, known = (f"{each.get(name) or 0:g}" for each in (marked, recorded))
            raise CourseError(
                f"The release of {assignment!r} gives {given} points for `{name}`, the gradebook "
                f"{known}. Nothing was graded. `nbgrader generate_assignment {assignment} --force` "
                f"makes both anew from source/{assignment}. Once somebody has submitted, it lets "
                "no exercise come or go: then build the release as it was (with 0 points, an "
                "exercise counts no more), or forget all marks with `nbgrader db assignment remove "
                f"{assignment} --force`."
            )


def _misfits(release: NotebookNode, assignment: Assignment) -> Iterator[str]:
    cells = _cells(release)
    names = Counter(name for cell in release.cells if (name := grade_id(cell)))
    yield from (f"it has several cells `{name}`" for name, count in names.items() if count > 1)
    course = settings(assignment.name)
    for name in course.leave_out:
        if name in cells and is_solution(cells[name]):
            yield f"it has `{name}`, which {COURSE_FILE} leaves out"
    for name, wanted in course.points.items():
        cell = _graded(name, cells)
        if cell is not None and _points(cell) != wanted:
            yield f"it gives {_points(cell) or 0:g} points for `{name}`, {COURSE_FILE} {wanted:g}"
    right = untyped(reference_file(assignment.name))
    now, built_for = asked(assignment.name), release.metadata.get(ASKED, {})
    tests = [f"test_{exercise.name}" for exercise in assignment.exercises]
    for exercise, test in zip(assignment.exercises, tests, strict=True):
        missing = [name for name in (exercise.name, test) if name not in cells]
        yield from (f"it has no cell `{name}`" for name in missing)
        stated = _signature(cells[exercise.name].source, exercise.name)
        if stated != right[exercise.name].signature:
            yield f"`{exercise.name}` begins with `{stated}`"
        if built_for.get(exercise.name, now[exercise.name]) != now[exercise.name]:
            yield f"`{exercise.name}` is asked otherwise since it was built"
        if not is_solution(cells[exercise.name]):
            yield f"nobody can write into its cell `{exercise.name}`"
        if not is_test(cells[test]):
            yield f"its cell `{test}` is not graded"
        points = _points(cells[test])
        if not (isinstance(points, int | float) and 0 <= points < float("inf")):
            yield f"the points of its cell `{test}` are {points}"
    strangers = [name for name, cell in cells.items() if is_test(cell) and name not in tests]
    yield from map(_stranger, strangers)


def _stranger(test: str) -> str:
    exercise = test.removeprefix("test_")
    home = home_of(exercise)
    if home is None:
        return f"nobody grades its cell `{test}`"
    return f"it has `{exercise}`, which is an exercise of {home!r} now"


def _cells(notebook: NotebookNode) -> dict[str, NotebookNode]:
    return {name: cell for cell in notebook.cells if (name := grade_id(cell))}


def _graded(name: str, cells: Mapping[str, NotebookNode]) -> NotebookNode | None:
    """Return the cell that has the points of an exercise or question, if it is there."""
    return cells.get(f"test_{name}", cells.get(name))


def _points(cell: NotebookNode) -> float | None:
    points: float | None = cell.metadata.nbgrader.get("points")
    return points


def _signature(source: str, name: str) -> str:
    """Return the first line of a function, or what stands in its place."""
    try:
        functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
        return next(signature(function) for function in functions if function.name == name)
    except (SyntaxError, StopIteration):
        return source.partition("\n")[0]
