"""Points and comments by people, written into the gradebook as the formgrader does."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook

from autograder.batch.questions import Mark
from autograder.process.configured import configuration
from autograder.process.database import database, usable


def give(course: Path, mark: Mark, points: float, comment: str) -> None:
    """Give an answer points and a comment, in the place of those in `mark`; then it waits no more.

    An empty comment leaves the grader's own in place.

    Raises
    ------
    CourseError : when the gradebook cannot be written.
    """
    url = database(course)
    course_id = configuration(course).CourseDirectory.course_id or ""
    where = (mark.question, mark.assignment, mark.assignment, mark.student)
    with usable(url), Gradebook(url, course_id) as gradebook:
        grade, found = gradebook.find_grade(*where), gradebook.find_comment(*where)
        grade.manual_score = points
        grade.needs_manual_grade = False
        found.manual_comment = comment or None
        gradebook.db.commit()
