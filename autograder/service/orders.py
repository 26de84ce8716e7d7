"""What staff tell the service to do, with who and when; a log that any process may write."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from autograder.batch.json_lines import JsonLines
from autograder.grading.course import NOTES
from autograder.service.attempt import Attempt

FILE = "orders.jsonl"
MOST_REMEMBERED = 20


class Kind(StrEnum):
    """What to do."""

    PAUSE = "pause"
    RESUME = "resume"
    HOLD = "hold feedback"
    RELEASE = "release feedback"
    GRADE = "grade"


@dataclass(frozen=True)
class Order:
    """An order.

    Parameters
    ----------
    about : the assignment whose feedback it is about, or the key of the attempt to grade.
    by : who gave it.
    at : when, in ISO format.
    """

    kind: Kind
    by: str
    at: str
    about: str = ""


class Orders:
    """All orders for a course; the last one of a kind holds.

    `given` is how many there are, as far as they were read; `last` has the last of them.
    """

    def __init__(self, course: Path) -> None:
        self._lines = JsonLines(course / NOTES / FILE)
        self._feedback: dict[str, Order] = {}
        self.paused = False
        self.given = 0
        self.last: deque[Order] = deque(maxlen=MOST_REMEMBERED)

    def give(self, kind: Kind, by: str, about: str = "") -> None:
        """Write an order down; the service obeys within a second."""
        self._lines.append(asdict(Order(kind, by, datetime.now(UTC).isoformat(), about)))

    def new(self) -> Iterator[Order]:
        """Read what was written since, and yield what is to be graded."""
        for entry in self._lines.new():
            order = Order(**{**entry, "kind": Kind(entry["kind"])})
            self.given += 1
            self.last.append(order)
            if order.kind is Kind.GRADE:
                yield order
            elif order.kind in (Kind.HOLD, Kind.RELEASE):
                self._feedback[order.about] = order
            else:
                self.paused = order.kind is Kind.PAUSE

    def catch_up(self) -> None:
        """Read what was written since, for who only wants to know."""
        for _ in self.new():
            pass

    def about(self, assignment: str) -> Order | None:
        """Return the last order about the feedback of an assignment."""
        return self._feedback.get(assignment)

    def hold(self, assignment: str) -> bool:
        """Say whether feedback of an assignment must not be released."""
        order = self._feedback.get(assignment)
        return order is not None and order.kind is Kind.HOLD

    def release(self, attempt: Attempt) -> bool:
        """Say whether the feedback of an attempt is released, whatever the rules are."""
        order = self._feedback.get(attempt.assignment)
        if order is None or order.kind is not Kind.RELEASE or attempt.graded is None:
            return False
        return attempt.graded <= datetime.fromisoformat(order.at)
