"""What is graded next: learners take turns, and of each the newest submission counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from autograder.service.attempt import Attempt


class Queue:
    """Attempts that wait; at most one for each learner and assignment."""

    def __init__(self) -> None:
        self._waiting: dict[str, dict[str, Attempt]] = {}  # in the order in which learners came
        self._turns: dict[str, int] = {}  # when each had one

    def put(self, attempt: Attempt) -> Attempt | None:
        """Let an attempt wait, and return the one in whose place it does so."""
        waiting = self._waiting.setdefault(attempt.student, {})
        older = waiting.pop(attempt.assignment, None)
        waiting[attempt.assignment] = attempt
        return older

    def has(self, student: str, assignment: str) -> bool:
        """Say whether something of a learner and assignment waits."""
        return assignment in self._waiting.get(student, {})

    def take(
        self,
        busy: Collection[str],
        now: datetime,
        may_start: Callable[[Sequence[Attempt]], Sequence[Attempt]],
    ) -> Attempt | None:
        """Return what is next: of whoever has had no turn for longest, and is not busy with one."""
        ready = [
            attempt
            for student, waiting in self._waiting.items()
            for attempt in waiting.values()
            if student not in busy and (attempt.until is None or attempt.until <= now)
        ]
        admitted = may_start(ready)
        if not admitted:
            return None
        taken = min(admitted, key=lambda attempt: self._turns.get(attempt.student, 0))
        self._turns[taken.student] = max(self._turns.values(), default=0) + 1
        waiting = self._waiting.pop(taken.student)
        del waiting[taken.assignment]
        if waiting:
            self._waiting[taken.student] = waiting
        return taken
