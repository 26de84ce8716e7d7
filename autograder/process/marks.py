"""What a graded notebook says to the gradebook, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader.utils import determine_grade, is_grade, is_solution, is_task

from autograder.grading.admission import WAITING
from autograder.grading.elsewhere import answers_elsewhere, is_untouched
from autograder.grading.shown import comments, waiting_tests
from autograder.grading.verdict import Verdict
from autograder.messages import Message
from autograder.process.answers import answers_in

NO_RESPONSE = "No response."


@dataclass(frozen=True)
class Marks:
    """By cell: points, none where people give them; comments; and what people must look at.

    `answers` are digests, by the cells that have points.
    """

    scores: dict[str, float | None]
    comments: dict[str, str | None]
    waiting: frozenset[str]
    answers: dict[str, str]


def marks_of(notebook: NotebookNode, verdict: Verdict) -> Marks:
    """Return what nbgrader's SaveAutoGrades reads of a notebook, and our comments and flags."""
    answers = [cell for cell in notebook.cells if is_solution(cell) or is_task(cell)]
    elsewhere = dict.fromkeys(answers_elsewhere(notebook), str(Message("note.elsewhere")))
    return Marks(
        {_id(cell): determine_grade(cell)[0] for cell in notebook.cells if is_grade(cell)},
        {_id(cell): _comment(cell) for cell in answers} | elsewhere | comments(notebook, verdict),
        waiting_tests(notebook, verdict) | _unread(notebook) | elsewhere.keys(),
        answers_in(notebook),
    )


def _unread(notebook: NotebookNode) -> frozenset[str]:
    """Return the written answers, where nobody has read the submission yet."""
    if not notebook.metadata.get(WAITING, False):
        return frozenset()
    return frozenset(_id(cell) for cell in notebook.cells if is_grade(cell) and is_solution(cell))


def _comment(cell: NotebookNode) -> str | None:
    return NO_RESPONSE if is_untouched(cell) and not is_task(cell) else None


def _id(cell: NotebookNode) -> str:
    return str(cell.metadata.nbgrader["grade_id"])
