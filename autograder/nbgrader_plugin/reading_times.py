"""How nbgrader reads when something was submitted: what cannot be read counts as no time.

nbgrader's own reading fails then, and takes the collecting, the list or the grading of the whole
class with it. No setting changes that, so that its methods are replaced.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory

from autograder.process.timestamp import TIMESTAMP, moment_of


def replace() -> None:
    """Let nbgrader read times as we do."""
    CourseDirectory.get_existing_timestamp = time_in
    NbGraderAPI.get_submitted_timestamp = _submitted


def time_in(course: CourseDirectory, folder: str | Path) -> datetime | None:
    """Return the time in a submission's folder; what is wrong with it goes into the log."""
    moment = moment_of(Path(folder))
    if moment.refused is not None:
        course.log.error("The %s in %s is ignored: %s.", TIMESTAMP, folder, moment.refused)
    return moment.time


def _submitted(api: NbGraderAPI, assignment: str, student: str) -> datetime | None:
    course = api.coursedir
    folder = course.format_path(course.submitted_directory, student, assignment)
    return time_in(course, folder)
