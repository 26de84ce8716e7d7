"""The steps that nbgrader's autograde takes in place of its own execution."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.run import DISTURBED
from autograder.grading.shown import comments, show, waiting_tests
from autograder.grading.verdict import Verdict

VERDICT = "unrolled_verdict"


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
