"""The steps that nbgrader's autograde takes in place of its own execution."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.admission import WAITING
from autograder.grading.rebuild import grade_id, is_solution, is_test
from autograder.grading.report import STAFF, outputs_of, summary
from autograder.grading.run import DISTURBED
from autograder.grading.sanitize import sanitize
from autograder.grading.verdict import ExerciseResult, Verdict

TEST_PREFIX = "test_"
VERDICT = "unrolled_verdict"
RUBRIC = "**For the staff: a model answer, and what earns points.**\n\n{}"


class GradeInSandbox(NbGraderPreprocessor):
    """Runs and grades the notebook, and puts each exercise's mark where nbgrader reads it."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Grade the notebook; without a result for a test cell, refuse to go on."""
        verdict: Verdict = self.parent.grade(nb, resources)
        nb.metadata.pop(DISTURBED, None)  # what only matters where a submission is graded twice
        show(verdict, nb, self.parent.rubrics(resources["nbgrader"]["assignment"]))
        resources[VERDICT] = verdict
        return nb, resources


class CommentAndFlag(NbGraderPreprocessor):
    """Writes what went wrong as comments, and sends what the grader failed at to people.

    Comes after SaveAutoGrades, which clears both.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Write comments and flags into the gradebook."""
        verdict: Verdict = resources[VERDICT]
        names = resources["nbgrader"]
        place = (names["notebook"], names["assignment"], names["student"])
        with Gradebook(names["db_url"]) as gradebook:
            for name, comment in comments(nb, verdict).items():
                gradebook.find_comment(name, *place).auto_comment = comment
            for name in waiting_tests(nb, verdict):
                gradebook.find_grade(name, *place).needs_manual_grade = True
            gradebook.db.commit()
        if verdict.faulty:
            self.log.error(
                "The grader failed on the submission of %s: the marks concerned are full and "
                "wait for a person. Please read the evidence in the formgrader.",
                names["student"],
            )
        return nb, resources


def show(verdict: Verdict, nb: NotebookNode, rubrics: Mapping[str | None, str]) -> None:
    """Put the marks where nbgrader reads them, and the rubrics where the staff does.

    Raises
    ------
    LookupError : when there is a test cell without a result.
    """
    for cell in nb.cells:
        if cell.cell_type == "code" and not is_test(cell):
            cell.outputs = sanitize(cell.outputs)
        elif is_test(cell):
            cell.outputs = outputs_of(_result(verdict, cell))
            cell.execution_count = None
    nb.cells = [shown for cell in nb.cells for shown in _with_rubric(cell, rubrics)]
    nb.metadata["unrolled"] = verdict.as_json()


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


def _with_rubric(cell: NotebookNode, rubrics: Mapping[str | None, str]) -> list[NotebookNode]:
    if cell.cell_type != "markdown" or grade_id(cell) not in rubrics:
        return [cell]
    rubric = RUBRIC.format(rubrics[grade_id(cell)])
    return [cell, new_markdown_cell(rubric, id=f"rubric-{cell.id}", metadata=STAFF)]


def _result(verdict: Verdict, cell: NotebookNode) -> ExerciseResult:
    name = (grade_id(cell) or "").removeprefix(TEST_PREFIX)
    result = verdict.exercise(name)
    if result is None:
        raise LookupError(f"the graders know no exercise {name!r}, but the release has it")
    return result
