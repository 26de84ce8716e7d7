"""What late work costs, as `course.toml` has it, in nbgrader's own gradebook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import TraitError

from autograder.content import COURSE_FILE, settings
from autograder.course_file import LATE_METHODS
from autograder.grading.course import Course, CourseError
from autograder.nbgrader_plugin.dates import Dates
from autograder.process.configured import applied


def late_penalties(course: Path, assignment: str, **traits: Any) -> LatePenalties:
    """Return nbgrader's step, ready with the plugin that the course has chosen.

    Raises
    ------
    CourseError : when there is no such plugin.
    """
    if str(course) not in sys.path:  # where nbgrader looks for plugins, too
        sys.path.append(str(course))
    with applied(course):
        step = LatePenalties(**traits)
    step.assignment_id = assignment
    step.init_plugin()
    return step


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
        course = Course(Path(self.parent.parent.coursedir.root))
        dates = Dates(course, names["assignment"])
        with Gradebook(names["db_url"]) as gradebook:
            submission = gradebook.find_submission(names["assignment"], names["student"])
            dates.put(submission)
            dates.remember(names["student"])
            gradebook.db.commit()
        return super().preprocess(nb, resources)

    def penalty(
        self, student: str, notebook: SubmittedNotebook, seconds_late: float
    ) -> float | None:
        """Return what the course's policy takes off, within what nbgrader allows.

        Raises
        ------
        CourseError : when the policy fails.
        """
        policy = self.plugin_inst
        try:
            penalty = policy.late_submission_penalty(student, notebook.score, seconds_late)
            return None if penalty is None else self._check_late_penalty(notebook, penalty)
        except Exception as error:
            raise CourseError(
                f"The late policy {type(policy).__name__} fails on the submission of {student}: "
                f"{type(error).__name__}: {error}. Mend it and run the same command again; what is "
                "recorded stays."
            ) from None

    def _find(self, name: str) -> None:
        """Look for a plugin where nbgrader does: also in the course directory."""
        says = f"{COURSE_FILE} says late = {name!r}, but"
        try:
            self.plugin_class = name
        except (ImportError, TraitError):
            raise CourseError(
                f"{says} there is no such plugin for nbgrader's AssignLatePenalties, neither "
                "installed nor in the course directory."
            ) from None
        except Exception as error:
            raise CourseError(
                f"{says} that plugin cannot be imported: {type(error).__name__}: {error}."
            ) from None
