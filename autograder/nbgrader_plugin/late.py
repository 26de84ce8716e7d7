"""Due dates, extensions and late work as `course.toml` has them, in nbgrader's own gradebook."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import TraitError

from autograder.content import COURSE_FILE, settings
from autograder.course_file import LATE_METHODS
from autograder.grading.course import CourseError


def set_dates(submission: SubmittedAssignment, assignment: str, student: str) -> None:
    """Write down when a submission was due; what `course.toml` does not say stays as it is."""
    course = settings(assignment)
    due = course.due_for(student)
    if course.due is not None and due is not None:
        submission.assignment.duedate = _naive(course.due)
        submission.extension = (due - course.due) or None


class LatePenalties(AssignLatePenalties):
    """nbgrader's step, by the dates and the policy of `course.toml` where it has some."""

    def init_plugin(self) -> None:
        """Make the plugin that tells what late work costs.

        Raises
        ------
        CourseError : when there is no such plugin.
        """
        late = settings(self.assignment_id).late
        if late in LATE_METHODS:
            self.plugin_inst = LateSubmissionPlugin(parent=self, penalty_method=late)
            return
        if late:
            self._find(late)
        super().init_plugin()

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Bring the dates up to date, then do what nbgrader does."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            submission = gradebook.find_submission(names["assignment"], names["student"])
            set_dates(submission, names["assignment"], names["student"])
            gradebook.db.commit()
        return super().preprocess(nb, resources)

    def _find(self, name: str) -> None:
        """Look for a plugin where nbgrader does: also in the course directory."""
        root = str(self.config.CourseDirectory.get("root", ""))
        if root and root not in sys.path:
            sys.path.append(root)
        try:
            self.plugin_class = name
        except (ImportError, TraitError):
            raise CourseError(
                f"{COURSE_FILE} says late = {name!r}, but there is no such plugin for nbgrader's "
                "AssignLatePenalties, neither installed nor in the course directory."
            ) from None


def _naive(moment: datetime) -> datetime:
    """Return a time as nbgrader has it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)
