"""Grading a class: the submissions in, the gradebook written, one line for each learner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.gradebook import Recorder
from autograder.batch.pool import Graded, grade_all
from autograder.batch.submissions import Submission, submissions
from autograder.grading.course import Course, CourseError
from autograder.grading.verdict import Verdict


@dataclass(frozen=True)
class Line:
    """What one learner got: a verdict, or why there is none."""

    student: str
    verdict: Verdict | None
    error: str | None = None

    @property
    def needs_attention(self) -> bool:
        """Whether the mark was not recorded, or the grader failed in it."""
        return self.error is not None or (self.verdict is not None and self.verdict.faulty)

    def as_json(self) -> dict[str, Any]:
        """Return what `grade --json` prints for one learner."""
        result = {} if self.verdict is None else self.verdict.as_json()
        return {"student": self.student, **result, "error": self.error}


class ClassRun:
    """A run over a class.

    Raises
    ------
    CourseError : when there is nothing to grade, or a learner was named who submitted nothing.
    """

    def __init__(self, course: Course, assignment: str, students: list[str]) -> None:
        course.release(assignment)
        self.wanted = _wanted(course.root, assignment, students)
        self._course = course
        self.assignment = assignment

    def lines(self, jobs: int, accepted_gaps: frozenset[str]) -> Iterator[Line]:
        """Grade and record; yield each learner's line as it is in the gradebook."""
        recorder = Recorder(self._course.root, self.assignment, accepted_gaps)
        graded = grade_all(self._course, self.assignment, self.wanted, jobs, accepted_gaps)
        for submission, result in graded:
            yield _line(recorder, submission, result)


def _line(recorder: Recorder, submission: Submission, result: Graded | None) -> Line:
    verdict, error = recorder.record(submission.student, result)
    return Line(submission.student, verdict, error)


def _wanted(course: Path, assignment: str, students: list[str]) -> list[Submission]:
    found = submissions(course, assignment)
    if not found:
        raise CourseError(
            f"There are no submissions of {assignment!r} in {course / 'submitted'}: collect them "
            "with `nbgrader collect`, or put them into submitted/<student>/<assignment>/."
        )
    missing = sorted(set(students) - {submission.student for submission in found})
    if missing:
        raise CourseError(f"No submission of {assignment!r} by: {', '.join(missing)}.")
    return [submission for submission in found if not students or submission.student in students]
