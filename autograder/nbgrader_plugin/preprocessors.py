"""The step that nbgrader's autograde takes after its own."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.process.submission_grader import Graded


class CommentAndFlag(NbGraderPreprocessor):
    """Writes what went wrong as comments, and sends what the grader failed at to people.

    Marks by hand of answers that have not changed are not sent to people again.

    Comes after SaveAutoGrades, which clears both.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Write comments and flags into the gradebook."""
        graded: Graded = self.parent.graded
        names = resources["nbgrader"]
        place = (names["notebook"], names["assignment"], names["student"])
        with Gradebook(names["db_url"]) as gradebook:
            for name, comment in graded.marks.comments.items():
                gradebook.find_comment(name, *place).auto_comment = comment
            for name in graded.marks.waiting:
                gradebook.find_grade(name, *place).needs_manual_grade = True
            for name in self.parent.seen.unchanged(names["student"], graded.marks.answers):
                gradebook.find_grade(name, *place).needs_manual_grade = False
            gradebook.db.commit()
        if graded.verdict.faulty:
            self.log.error(
                "The grader failed on the submission of %s: the exercises concerned are not graded "
                "yet, and wait for a person. Please read the evidence in the formgrader.",
                names["student"],
            )
        return nb, resources
