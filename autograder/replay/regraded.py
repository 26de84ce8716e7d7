"""A learner's recorded mark beside the one that a regrade would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.replay.changes import Change
from autograder.replay.replay import Replay
from autograder.replay.row import Row


@dataclass(frozen=True)
class Regraded:
    """What would become of a mark.

    Parameters
    ----------
    replay : the exercises, as they are recorded and as they come out now.
    penalty : what is taken off for lateness now.
    new_penalty : what would be.
    """

    replay: Replay
    penalty: float
    new_penalty: float

    @property
    def student(self) -> str:
        """Whose mark it is."""
        return self.replay.student

    @property
    def difference(self) -> float:
        """How many points more would count."""
        return round(self.replay.difference + self.difference_of_penalties, 4)

    @property
    def difference_of_penalties(self) -> float:
        """How many points less would be taken off."""
        return round(self.penalty - self.new_penalty, 4)

    @property
    def changed(self) -> list[Row]:
        """The exercises that would have other points, or the same for other reasons."""
        return [row for row in self.replay.rows if not row.stays]

    @property
    def stays(self) -> bool:
        """Whether nothing would change."""
        return not self.changed and not self.difference_of_penalties

    @property
    def changes(self) -> tuple[Change, ...]:
        """Why it comes out otherwise."""
        if not self.difference_of_penalties:
            return self.replay.changes
        text = "due date, extension or late policy are others, or points that they take a share of"
        return (*self.replay.changes, Change("penalty", text))

    def as_json(self) -> dict[str, Any]:
        """Return what `regrade --json` prints of a learner."""
        return {
            "student": self.student,
            "difference": self.difference,
            "penalty": {"before": self.penalty, "after": self.new_penalty},
            "exercises": [
                {
                    "name": row.name,
                    "before": row.gradebook,
                    "after": row.regraded,
                    "difference": row.difference,
                    "checks": list(row.checks),
                }
                for row in self.changed
            ],
            "changes": [vars(change) for change in self.changes],
        }
