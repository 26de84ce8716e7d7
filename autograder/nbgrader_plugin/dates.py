"""Due dates and extensions of `course.toml` in nbgrader's gradebook, and which of them are there.

What the file has set and sets no longer is taken back; what staff have set in nbgrader is theirs.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from nbgrader.api import SubmittedAssignment

from autograder.content import settings
from autograder.grading.course import Course


class Dates:
    """The dates of an assignment."""

    def __init__(self, course: Course, assignment: str) -> None:
        self._file = course.notes(assignment, ".dates.json")
        self._settings = settings(assignment)
        text = self._file.read_text("utf-8") if self._file.is_file() else "{}"
        given = json.loads(text)
        self._due: str | None = given.get("due")
        self._extensions: dict[str, float] = given.get("extensions", {})

    def put(self, submission: SubmittedAssignment) -> None:
        """Write down in the gradebook when a submission is due."""
        due = self._settings.due
        if due is not None:
            submission.assignment.duedate = _naive(due)
        elif self._due and submission.assignment.duedate == datetime.fromisoformat(self._due):
            submission.assignment.duedate = None
            for each in submission.assignment.submissions:
                each.extension = None  # of what?
        student = submission.student_id
        if student in self._settings.extensions:
            submission.extension = self._extension(student)
        elif submission.extension == _time(self._extensions.get(student)):
            submission.extension = None

    def remember(self, student: str) -> None:
        """Know from now on what the gradebook has got for a learner."""
        before = self._given()
        due = self._settings.due
        self._due = None if due is None else _naive(due).isoformat()
        extension = self._extension(student)
        self._extensions.pop(student, None)
        if extension is not None:
            self._extensions[student] = extension.total_seconds()
        if self._given() != before:
            self._file.parent.mkdir(exist_ok=True)
            self._file.write_text(json.dumps(self._given()), "utf-8")

    def _given(self) -> dict[str, Any]:
        return {"due": self._due, "extensions": dict(self._extensions)}

    def _extension(self, student: str) -> timedelta | None:
        due, own = self._settings.due, self._settings.due_for(student)
        return None if due is None or own is None else (own - due) or None


def _time(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def _naive(moment: datetime) -> datetime:
    """Return a time as nbgrader has it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)
