"""One learner: how far each exercise came, and what a person has to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from autograder.batch.entries import Entries, Entry
from autograder.grading.shown import TEST_PREFIX
from autograder.grading.verdict import Outcome
from autograder.report.submission import Graded, Submission

RAISED_OFTEN = 3  # exercises


class Standing(StrEnum):
    """How far an exercise came. Of what the grader failed at, nothing is known."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    NOT_ATTEMPTED = "not attempted"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Result:
    """One exercise of one learner, with the points that count."""

    name: str
    points: float
    max_points: float
    standing: Standing
    outcomes: frozenset[str]
    misconceptions: frozenset[str]

    @property
    def raised(self) -> bool:
        """Whether the code raised an exception."""
        return Outcome.RAISED in self.outcomes

    @property
    def timed_out(self) -> bool:
        """Whether the code was still running when its time was over."""
        return Outcome.TIMED_OUT in self.outcomes


@dataclass(frozen=True)
class Learner:
    """What is known of one learner."""

    student: str
    results: tuple[Result, ...]
    written: Entries
    seconds: float | None

    @property
    def points(self) -> float | None:
        """Points in the exercises, as graded or as a person changed them; None if some are open."""
        if self.faulty:
            return None
        return round(sum(result.points for result in self.results), 4)

    @property
    def max_points(self) -> float:
        """Points that there are in the exercises."""
        return round(sum(result.max_points for result in self.results), 4)

    @property
    def faulty(self) -> list[str]:
        """The exercises that the grader failed at, and that no person has marked."""
        return [result.name for result in self.results if result.standing is Standing.UNKNOWN]

    def count(self, standing: Standing) -> int:
        """Count the exercises that came as far as this."""
        return sum(result.standing == standing for result in self.results)

    @property
    def raised(self) -> int:
        """In how many exercises the code raised an exception."""
        return sum(result.raised for result in self.results)

    @property
    def why_stuck(self) -> list[str]:
        """Say what is behind, if anything."""
        return list(self._why_stuck())

    def _why_stuck(self) -> Iterator[str]:
        known = len(self.results) - self.count(Standing.UNKNOWN)
        skipped = self.count(Standing.NOT_ATTEMPTED)
        if known and skipped == known:
            yield "nothing attempted"
        elif skipped:
            yield f"{skipped} not attempted"
        if self.points is not None and skipped < known and 2 * self.points < self.max_points:
            yield "fewer than half of the points"
        if self.raised >= RAISED_OFTEN:
            yield f"raised an exception in {self.raised} exercises"


def learner(student: str, submission: Submission, entries: Entries) -> Learner:
    """Put what the grader said and what the gradebook has beside each other."""
    return Learner(
        student,
        tuple(_result(each, entries.get(TEST_PREFIX + each.name)) for each in submission.exercises),
        {name: entry for name, entry in entries.items() if not name.startswith(TEST_PREFIX)},
        submission.seconds,
    )


def _result(graded: Graded, entry: Entry | None) -> Result:
    points = graded.score or 0 if entry is None or entry.points is None else entry.points
    by_hand = entry is not None and entry.by_hand
    standing = _standing(Counter(graded.outcomes), points, graded.max_score, by_hand)
    return Result(
        graded.name,
        points,
        graded.max_score,
        standing,
        frozenset(graded.outcomes),
        graded.misconceptions,
    )


def _standing(outcomes: Counter[str], points: float, most: float, by_hand: bool) -> Standing:
    if outcomes[Outcome.GRADER_FAULT] and not by_hand:
        return Standing.UNKNOWN
    if points >= most and (most or not set(outcomes) - {Outcome.PASSED}):
        return Standing.RIGHT
    if points > 0:
        return Standing.PARTLY
    skipped = outcomes[Outcome.NOT_ATTEMPTED] == outcomes.total()
    return Standing.NOT_ATTEMPTED if skipped else Standing.WRONG
