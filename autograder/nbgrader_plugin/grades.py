"""The step of nbgrader's feedback that asks the gradebook."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.pages.points import CellPoints, Points

POINTS = "unrolled_points"


class ReadGrades(NbGraderPreprocessor):
    """Does what nbgrader's GetGrades does, and says what still waits for a person.

    nbgrader's asks the gradebook for each cell anew.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Put the points and comments into the resources, for the page."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(
                names["notebook"], names["assignment"], names["student"]
            )
            resources[POINTS] = Points(
                {
                    grade.name: CellPoints(
                        grade.score, grade.max_score, bool(grade.needs_manual_grade)
                    )
                    for grade in notebook.grades
                },
                {comment.name: comment.comment for comment in notebook.comments},
                notebook.score,
                notebook.max_score,
                notebook.late_submission_penalty or 0,
            )
        return nb, resources
