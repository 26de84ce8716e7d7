"""Marks that `nbgrader autograde` has recorded: the run log has no entry of them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

from autograder.batch.other_points import points_by_cell
from autograder.batch.summary_row import SummaryRow, why
from autograder.grading.admission import UNREADABLE
from autograder.grading.audit import digest_of_release, graders
from autograder.grading.course import Course
from autograder.grading.shown import RECORD
from autograder.grading.verdict import CheckResult, Outcome
from autograder.process.fingerprint import digest_of_notebook
from autograder.process.submission_grader import Place
from autograder.process.timestamp import Moment


class ByNbgrader:
    """Tells by a graded notebook whether it is of the submission that lies there now."""

    def __init__(self, place: Place) -> None:
        course, name = Course(place.course), place.assignment
        self._place = place
        release = course.release(name)
        self._points = points_by_cell(release.cells)
        self._state = {
            "secret_id": course.secret_id,
            "graders": graders(name),
            "release": digest_of_release(release, course.support_files(name)),
        }

    def finished(
        self, student: str, moment: Moment, recorded: datetime | None, notebook: bytes
    ) -> SummaryRow | None:
        """Return a learner's row, if the graded notebook is of these answers, and all is graded.

        The row says so if that happened in another state of things.

        Parameters
        ----------
        moment : when the submission was handed in.
        recorded : when the one that the graded notebook is of was.
        """
        try:
            graded = json.loads(notebook)
            metadata = graded["metadata"]
            record = metadata[RECORD]
            row = _row(student, record, metadata.get(UNREADABLE), moment.refused)
            submitted = record["audit"]["submitted"]
            points = points_by_cell(graded["cells"])
            outdated = points != self._points or self._is_outdated(record)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None  # whoever made this notebook, it was not us
        if row.open or submitted != digest_of_notebook(self._place.submitted(student)):
            return None
        if not submitted and recorded != moment.time:
            return None  # there was no notebook, and something else may be there now
        return replace(row, outdated=outdated)

    def _is_outdated(self, record: dict[str, Any]) -> bool:
        gaps = sorted(self._place.accepted_gaps) != record["sandbox"]["accepted_gaps"]
        return gaps or any(record["audit"][name] != now for name, now in self._state.items())


def is_ours(notebook: bytes) -> bool:
    """Say whether a graded notebook holds a record of our grading."""
    try:
        return RECORD in json.loads(notebook)["metadata"]
    except (KeyError, TypeError, ValueError):
        return False


def _row(
    student: str, record: dict[str, Any], unreadable: str | None, undated: str | None
) -> SummaryRow:
    checks = [
        _check(exercise["name"], check, record["audit"])
        for exercise in record["exercises"]
        for check in exercise["checks"]
    ]
    return SummaryRow(
        student=student,
        recorded=True,
        score=record["score"],
        max_score=record["max_score"],
        outcomes=dict(Counter(str(check.outcome) for check in checks)),
        why=why(checks),
        unreadable=unreadable,
        undated=undated,
        open=[each["name"] for each in record["exercises"] if each["score"] is None],
    )


def _check(exercise: str, check: dict[str, Any], audit: dict[str, Any]) -> CheckResult:
    points = audit["exercises"][exercise]["checks"][check["name"]]
    return CheckResult(
        exercise=exercise,
        name=check["name"],
        description="",
        points=points["points"],
        earned=points["earned"],
        outcome=Outcome(check["outcome"]),
        message=check["message"],
        misconception=check["misconception"],
    )
