"""The result of grading one submission: plain data, written once and never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from autograder.messages import Message

NOT_GRADED = str(Message("open.score"))  # in the place of points


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

    `message` is for the learner and holds no hidden number; `evidence` is for the staff.
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


@dataclass(frozen=True)
class ExerciseResult:
    """All checks of one exercise."""

    name: str
    checks: tuple[CheckResult, ...]

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
            "audit": self.audit,
        }


def points(score: float | None, most: float) -> str:
    """Write points for people: out of how many, or that there are none yet."""
    return NOT_GRADED if score is None else f"{score:g} of {most:g}"
