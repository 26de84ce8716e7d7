"""The steps that nbgrader's autograde takes in place of its own execution."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.rebuild import grade_id, is_solution, is_test
from autograder.grading.report import STAFF, outputs_of, summary
from autograder.grading.sanitize import sanitize
from autograder.grading.verdict import ExerciseResult, Verdict

TEST_PREFIX = "test_"
VERDICT = "unrolled_verdict"


class GradeInSandbox(NbGraderPreprocessor):
    """Runs and grades the notebook, and puts each exercise's mark where nbgrader reads it."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Grade the notebook; without a result for a test cell, refuse to go on."""
        verdict: Verdict = self.parent.grade(nb, resources)
        for cell in nb.cells:
            if cell.cell_type == "code" and not is_test(cell):
                cell.outputs = sanitize(cell.outputs)
            elif is_test(cell):
                cell.outputs = outputs_of(_result(verdict, cell))
                cell.execution_count = None
        self._show_rubrics(nb, resources)
        nb.metadata["unrolled"] = verdict.as_json()
        resources[VERDICT] = verdict
        return nb, resources

    def _show_rubrics(self, nb: NotebookNode, resources: Any) -> None:
        """Put the model answer and its rubric behind each written answer, for the staff."""
        rubrics = self.parent.rubrics(resources["nbgrader"]["assignment"])
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            if cell.cell_type == "markdown" and grade_id(cell) in rubrics:
                rubric = rubrics[grade_id(cell)]
                cells.append(new_markdown_cell(rubric, id=f"rubric-{cell.id}", metadata=STAFF))
        nb.cells = cells


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
            for cell in nb.cells:
                result = verdict.exercise(grade_id(cell) or "")
                if is_solution(cell) and result is not None:
                    comment = gradebook.find_comment(result.name, *place)
                    comment.auto_comment = summary(result)
                    grade = gradebook.find_grade(f"{TEST_PREFIX}{result.name}", *place)
                    grade.needs_manual_grade = grade.needs_manual_grade or result.faulty
            gradebook.db.commit()
        if verdict.faulty:
            self.log.error(
                "The grader failed on the submission of %s: the marks concerned are full and "
                "wait for a person. Please read the evidence in the formgrader.",
                names["student"],
            )
        return nb, resources


def _result(verdict: Verdict, cell: NotebookNode) -> ExerciseResult:
    name = (grade_id(cell) or "").removeprefix(TEST_PREFIX)
    result = verdict.exercise(name)
    if result is None:
        raise LookupError(f"the graders know no exercise {name!r}, but the release has it")
    return result
