"""All attempts of a course; a log that outlives whoever writes it."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from pathlib import Path

from autograder.batch.json_lines import JsonLines
from autograder.grading.course import NOTES
from autograder.service.attempt import Attempt

FILE = "attempts.jsonl"
FOLDER = "attempts"


class AttemptLog:
    """A file with an entry for each change of an attempt; the last one holds.

    One process writes it, any number may read it.
    """

    def __init__(self, course: Path) -> None:
        self._folder = course / NOTES / FOLDER
        self._lines = JsonLines(course / NOTES / FILE)
        self._attempts: dict[str, Attempt] = {}  # in the order in which they came in
        self._keys: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._changes: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.catch_up()

    def catch_up(self) -> None:
        """Read what was written since."""
        with self._lock:
            for entry in self._lines.new():
                self._keep(Attempt.from_json(entry))

    def write(self, attempt: Attempt) -> Attempt:
        """Write down how far an attempt has come."""
        with self._lock:
            self._lines.append(attempt.as_json())
            self._keep(attempt)
        return attempt

    def find(self, key: str) -> Attempt | None:
        """Return how far an attempt has come by now, if there is one of this key."""
        return self._attempts.get(key)

    def all(self) -> list[Attempt]:
        """Return all attempts, in the order in which they came in."""
        with self._lock:
            return list(self._attempts.values())

    def of(self, student: str, assignment: str) -> list[Attempt]:
        """Return a learner's attempts at an assignment, in the order in which they came in."""
        with self._lock:
            return [self._attempts[key] for key in self._keys.get((student, assignment), ())]

    def changes(self, student: str) -> int:
        """Return how often something was written down about a learner: more, if there is news."""
        return self._changes[student]

    def all_changes(self) -> int:
        """Return how often something was written down."""
        return self._changes.total()

    def folder(self, attempt: Attempt, step: str) -> Path:
        """Return where an attempt is kept as submitted, or its feedback."""
        return self._folder / attempt.key / step / attempt.student / attempt.assignment

    def _keep(self, attempt: Attempt) -> None:
        self._attempts[attempt.key] = attempt
        self._keys[attempt.student, attempt.assignment][attempt.key] = None
        self._changes[attempt.student] += 1
