"""What is graded next: learners take turns, and of each the newest submission counts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from autograder.service.attempt import Attempt


class Queue:
    """Attempts that wait; at most one for each learner and assignment."""

    def __init__(self) -> None:
        self._turns: dict[str, dict[str, Attempt]] = {}

    def put(self, attempt: Attempt) -> Attempt | None:
        """Let an attempt wait, and return the one in whose place it does so."""
        waiting = self._turns.setdefault(attempt.student, {})
        older = waiting.pop(attempt.assignment, None)
        waiting[attempt.assignment] = attempt
        return older

    def has(self, student: str, assignment: str) -> bool:
        """Say whether something of a learner and assignment waits."""
        return assignment in self._turns.get(student, {})

    def take(self, busy: Collection[str], now: datetime) -> Attempt | None:
        """Return whose turn it is, but for learners of whom something is being graded."""
        for student, waiting in self._turns.items():
            for attempt in waiting.values() if student not in busy else ():
                if attempt.until is None or attempt.until <= now:
                    return self._taken(student, attempt)
        return None

    def _taken(self, student: str, attempt: Attempt) -> Attempt:
        waiting = self._turns.pop(student)
        del waiting[attempt.assignment]
        if waiting:
            self._turns[student] = waiting  # after all others
        return attempt
