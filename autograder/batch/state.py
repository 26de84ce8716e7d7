"""What a mark depends on, as one digest: what was submitted, and what it is graded with."""

from __future__ import annotations

import hashlib
from pathlib import Path

from autograder.content import settings
from autograder.grading.audit import graders
from autograder.grading.course import Course
from autograder.process.fingerprint import fingerprint
from autograder.process.timestamp import moment_of


class State:
    """Tells whether a submission would be graded in the same way again."""

    def __init__(self, course: Course, assignment: str, accepted_gaps: frozenset[str]) -> None:
        self._course = course.root
        self._assignment = assignment
        parts = [
            course.secret_id,
            *sorted(accepted_gaps),
            *filter(None, [settings(assignment).late]),
            *(f"{part} {digest}" for part, digest in sorted(graders(assignment).items())),
            *map(_digest, _given(course, assignment)),
        ]
        self._common = "\n".join(parts)

    def submitted(self, student: str) -> str:
        """Return the fingerprint of what a learner has submitted."""
        folder = self._course / "submitted" / student / self._assignment
        return fingerprint(folder, moment_of(folder))

    def of(self, student: str, submission: str) -> str:
        """Return the digest of all that the mark of a submission with this fingerprint does."""
        due = settings(self._assignment).due_for(student)
        parts = [self._common, submission, *([] if due is None else [due.isoformat()])]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _given(course: Course, assignment: str) -> list[Path]:
    folder = course.released(assignment)
    source = course.root / "source" / assignment / f"{assignment}.ipynb"
    return [*(path for path in sorted(folder.iterdir()) if path.is_file()), source]


def _digest(path: Path) -> str:
    content = path.read_bytes() if path.is_file() else b""
    return f"{path.name} {hashlib.sha256(content).hexdigest()}"
