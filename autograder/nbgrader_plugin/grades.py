"""What the gradebook has for a graded notebook, written into its cells."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor


class ReadGrades(NbGraderPreprocessor):
    """Does what nbgrader's GetGrades does, and says what still waits for a person.

    nbgrader's asks the gradebook for each cell anew.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Write points and comments into the cells, and the sums into the resources."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(
                names["notebook"], names["assignment"], names["student"]
            )
            grades = {grade.name: grade for grade in notebook.grades}
            comments = {comment.name: comment.comment for comment in notebook.comments}
            late_penalty = notebook.late_submission_penalty or 0
            names["score"] = notebook.score - late_penalty
            names["max_score"] = notebook.max_score
            names["late_penalty"] = late_penalty
            for cell in nb.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                if name in grades:
                    cell.metadata.nbgrader["score"] = grades[name].score
                    cell.metadata.nbgrader["points"] = grades[name].max_score
                    cell.metadata.nbgrader["waiting"] = bool(grades[name].needs_manual_grade)
                if name in comments:
                    cell.metadata.nbgrader["comment"] = comments[name]
        return nb, resources
