"""One submission of one learner, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """How far an attempt has come."""

    RECEIVED = "received"
    GRADING = "being graded"
    DONE = "done"
    UNREADABLE = "could not be read"
    WAITS = "waits for a person"
    HELD = "held"
    NOT_GRADED = "not graded"

    @property
    def is_graded(self) -> bool:
        """Whether there are points, and feedback that tells of them."""
        return self in (State.DONE, State.UNREADABLE)


@dataclass(frozen=True)
class Attempt:
    """A submission, as the log of attempts has it.

    Parameters
    ----------
    key : tells it from all others; names its folder.
    name : of its folder in the exchange.
    submitted : when, as nbgrader wrote it down on the learner's side.
    received : when the service saw it first.
    why : what a person or the learner should know of the state.
    until : when a held one is graded, or when the grader tries again.
    points : what the grader gave, before anything is taken off for lateness.
    counts : whether these points went into the gradebook.
    released : whether its feedback is in the exchange.
    tries : how often the grader has failed on it.
    seconds : how long it took to grade it.
    silence : how long its code owed an answer meanwhile, at most, in seconds.
    behind_since : when it began to wait behind all others, since it takes longer than most.
    ordered : who has told the service to grade it, whatever the rules are; `ordered_at` says when.
    """

    key: str
    name: str
    student: str
    assignment: str
    submitted: datetime
    received: datetime
    state: State = State.RECEIVED
    why: str = ""
    until: datetime | None = None
    graded: datetime | None = None
    points: float | None = None
    max_points: float | None = None
    penalty: float = 0.0
    counts: bool = False
    released: bool = False
    tries: int = 0
    seconds: float | None = None
    silence: float | None = None
    behind_since: datetime | None = None
    ordered: str = ""
    ordered_at: str = ""

    @property
    def earned(self) -> float | None:
        """The points that attempts are compared by."""
        return None if self.points is None else max(0.0, self.points - self.penalty)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in vars(self).items()
        }

    @classmethod
    def from_json(cls, entry: dict[str, Any]) -> Attempt:
        """Read what `as_json` has written."""
        times = {
            name: datetime.fromisoformat(entry[name])
            for name in ("submitted", "received", "until", "graded", "behind_since")
            if entry.get(name) is not None
        }
        return cls(**{**entry, **times, "state": State(entry["state"])})
