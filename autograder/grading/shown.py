"""What a graded notebook shows: marks, comments, rubrics, and what waits for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from autograder.grading.admission import WAITING
from autograder.grading.elsewhere import answers_elsewhere
from autograder.grading.prose import as_code
from autograder.grading.rebuild import grade_id, is_solution, is_test
from autograder.grading.report import STAFF, outputs_of, summary
from autograder.grading.sanitize import Room, sanitize
from autograder.grading.verdict import ExerciseResult, Verdict

TEST_PREFIX = "test_"
RECORD = "unrolled"  # the key of the verdict in a graded notebook's metadata
WORDS = {"unrolled": {"audience": "staff", "author": "learner"}}
RUBRIC = "**For the staff: a model answer, and what earns points.**\n\n{}"


def show(verdict: Verdict, nb: NotebookNode, rubrics: Mapping[str | None, str]) -> None:
    """Put the marks where nbgrader reads them, and the rubrics where the staff does.

    Raises
    ------
    LookupError : when there is a test cell without a result.
    """
    room = Room()
    for cell in nb.cells:
        if cell.cell_type == "code" and not is_test(cell):
            cell.outputs = sanitize(cell.outputs, room)
        elif is_test(cell):
            cell.outputs = outputs_of(_result(verdict, cell))
            cell.execution_count = None
    words = answers_elsewhere(nb)
    nb.cells = [shown for cell in nb.cells for shown in _for_staff(cell, rubrics, words)]
    nb.metadata[RECORD] = verdict.as_json()


def comments(nb: NotebookNode, verdict: Verdict) -> dict[str, str | None]:
    """Return what to say about each exercise, by the name of its solution cell."""
    results = [verdict.exercise(grade_id(cell) or "") for cell in nb.cells if is_solution(cell)]
    return {result.name: summary(result) for result in results if result is not None}


def waiting_tests(nb: NotebookNode, verdict: Verdict) -> frozenset[str]:
    """Return the names of the test cells whose marks wait for a person."""
    everything = nb.metadata.get(WAITING, False)
    tests = [grade_id(cell) or "" for cell in nb.cells if is_test(cell)]
    results = {name: verdict.exercise(name.removeprefix(TEST_PREFIX)) for name in tests}
    return frozenset(
        name
        for name, result in results.items()
        if everything or (result is not None and result.faulty)
    )


def _for_staff(
    cell: NotebookNode, rubrics: Mapping[str | None, str], words: Mapping[str, str]
) -> Iterator[NotebookNode]:
    """Return a cell and, for a written answer, what the staff should see below it."""
    yield cell
    name = grade_id(cell) or ""
    if name in words:
        yield new_markdown_cell(as_code(words[name]), id=f"words-{cell.id}", metadata=WORDS)
    if cell.cell_type == "markdown" and name in rubrics:
        rubric = RUBRIC.format(rubrics[name])
        yield new_markdown_cell(rubric, id=f"rubric-{cell.id}", metadata=STAFF)


def _result(verdict: Verdict, cell: NotebookNode) -> ExerciseResult:
    name = (grade_id(cell) or "").removeprefix(TEST_PREFIX)
    result = verdict.exercise(name)
    if result is None:
        raise LookupError(f"the graders know no exercise {name!r}, but the release has it")
    return result
