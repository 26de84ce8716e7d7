"""The result of grading one submission: plain data, written once and never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from autograder.messages import Message

NOT_GRADED = str(Message("open.score"))  # in the place of points

NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


class Outcome(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    WRONG = "wrong"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CUT_OFF = "cut_off"
    NOT_ATTEMPTED = "not_attempted"
    GRADER_FAULT = "grader_fault"


@dataclass(frozen=True)
class CheckResult:
    """One check of one exercise.

    `message` is for the learner and holds no hidden number; `evidence` is for the staff;
    `instead_of` names the earlier exercises in whose place the reference stood.
    """

    exercise: str
    name: str
    description: str
    points: float
    earned: float
    outcome: Outcome
    message: str
    misconception: str | None = None
    evidence: str = ""
    instead_of: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether it passed and earned all of its points, which may be none."""
        return self.outcome is Outcome.PASSED and self.earned >= self.points


@dataclass(frozen=True)
class ExerciseResult:
    """All checks of one exercise.

    `uses` names the earlier exercises that it builds on, `picture` shows what it answers to
    a public example, as HTML of ours.
    """

    name: str
    checks: tuple[CheckResult, ...]
    uses: frozenset[str] = frozenset()
    picture: str = ""

    @property
    def score(self) -> float | None:
        """Points earned, free of rounding noise; none yet where the grader failed."""
        if self.faulty:
            return None
        return round(min(sum(check.earned for check in self.checks), self.max_score), 4)

    @property
    def max_score(self) -> float:
        """Points that could be earned."""
        return round(sum(check.points for check in self.checks), 4)

    @property
    def right(self) -> bool:
        """Whether every check passed and earned all of its points, which may be none."""
        return all(check.right for check in self.checks)

    @property
    def unwritten(self) -> bool:
        """Whether there was nothing to check."""
        return all(check.outcome is Outcome.NOT_ATTEMPTED for check in self.checks)

    @property
    def faulty(self) -> bool:
        """Whether the grader itself failed in a check."""
        return any(check.outcome is Outcome.GRADER_FAULT for check in self.checks)


@dataclass(frozen=True)
class Verdict:
    """What one submission earned, why, and what is needed to grade it again."""

    assignment: str
    exercises: tuple[ExerciseResult, ...]
    layers: dict[str, str]
    missing_layers: dict[str, str]
    accepted_gaps: tuple[str, ...]
    audit: dict[str, Any] = field(default_factory=dict)

    @property
    def score(self) -> float | None:
        """Autograded points earned; none yet as long as an exercise has none."""
        scores = [exercise.score for exercise in self.exercises if exercise.score is not None]
        return None if self.faulty else round(sum(scores), 4)

    @property
    def open(self) -> tuple[str, ...]:
        """The exercises that have no points yet, since the grader failed."""
        return tuple(exercise.name for exercise in self.exercises if exercise.faulty)

    @property
    def max_score(self) -> float:
        """Autograded points that could be earned."""
        return round(sum(exercise.max_score for exercise in self.exercises), 4)

    @property
    def faulty(self) -> bool:
        """Whether the grader itself failed anywhere."""
        return any(exercise.faulty for exercise in self.exercises)

    @property
    def cascade(self) -> tuple[str, Message] | None:
        """The first exercise that several later ones wait for, and a sentence that says so.

        Those are not right, or were graded with the reference in its place.
        """
        for place, first in enumerate(self.exercises):
            count = sum(_waits_for(first.name, later) for later in self.exercises[place + 1 :])
            if count > 1 and not (first.right or first.faulty):
                kind = "write" if first.unwritten else "mend"
                values: dict[str, str | int | float] = {
                    "name": first.name,
                    "count": in_words(count),
                }
                return first.name, Message(f"cascade.{kind}", values)
        return None

    def exercise(self, name: str) -> ExerciseResult | None:
        """Return the result of one exercise, or None when there is none of that name."""
        return next((exercise for exercise in self.exercises if exercise.name == name), None)

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` prints: nothing hidden, but with a keyed digest of what is."""
        return {
            "assignment": self.assignment,
            "score": self.score,
            "max_score": self.max_score,
            "sandbox": {
                "layers": self.layers,
                "missing": self.missing_layers,
                "accepted_gaps": list(self.accepted_gaps),
            },
            "exercises": [
                {
                    "name": exercise.name,
                    "score": exercise.score,
                    "max_score": exercise.max_score,
                    "checks": [
                        {
                            "name": check.name,
                            "outcome": str(check.outcome),
                            "message": check.message,
                            "misconception": check.misconception,
                        }
                        for check in exercise.checks
                    ],
                }
                for exercise in self.exercises
            ],
            "cascade": str(self.cascade[1]) if self.cascade else None,
            "first": self.cascade[0] if self.cascade else None,
            "audit": self.audit,
        }


def in_words(count: int) -> str:
    """Write a small number as a word."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _waits_for(name: str, later: ExerciseResult) -> bool:
    if any(name in check.instead_of for check in later.checks):
        return True
    return name in later.uses and not (later.right or later.unwritten or later.faulty)


def points(score: float | None, most: float) -> str:
    """Write points for people: out of how many, or that there are none yet."""
    return NOT_GRADED if score is None else f"{round(score, 2):g} of {most:g}"
