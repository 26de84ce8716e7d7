"""What is kept of each learner while a class is graded: a row, not a verdict."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from autograder.grading.verdict import CheckResult, Outcome
from autograder.process.submission_grader import Graded

ALL_RIGHT = "everything right"


@dataclass(frozen=True)
class SummaryRow:
    """What one learner got and why, or why there is no mark.

    `outcomes` counts the checks. A person has to look at what is `unreadable` or `undated`, whose
    time is refused, at `open`, the exercises that have no points yet, and at `trouble`, which is
    ours. There is no score as long as anything is open. What is `outdated` was graded with another
    version of the graders, other settings or dates, another release, another secret or other gaps.
    Who is `removed` had marks, and is not in the gradebook any more.
    """

    student: str
    recorded: bool = False
    score: float | None = None
    max_score: float | None = None
    outcomes: dict[str, int] = field(default_factory=dict)
    why: str = ""
    trouble: str | None = None
    unreadable: str | None = None
    undated: str | None = None
    open: list[str] = field(default_factory=list)
    outdated: bool = False
    removed: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def summary_row_of(student: str, graded: Graded) -> SummaryRow:
    """Sum up a graded submission that is recorded."""
    verdict = graded.verdict
    checks = [check for exercise in verdict.exercises for check in exercise.checks]
    trouble = None
    if verdict.open:
        trouble = f"the grader failed: not graded yet are {', '.join(verdict.open)}"
    return SummaryRow(
        student=student,
        recorded=True,
        score=verdict.score,
        max_score=verdict.max_score,
        outcomes=dict(Counter(str(check.outcome) for check in checks)),
        why=why(checks),
        trouble=trouble,
        unreadable=graded.unreadable,
        undated=graded.moment.refused,
        open=list(verdict.open),
    )


def why(checks: list[CheckResult]) -> str:
    """Say in one line what cost points."""
    failed = [check for check in checks if not check.right]
    if not failed:
        return ALL_RIGHT
    worst = min(failed, key=_informative)
    return f"{worst.exercise}, {worst.name}: {worst.message}"


def _informative(check: CheckResult) -> int:
    """Rank what explains a score best: a named mistake first, what was not tried last."""
    if check.misconception is not None:
        return 0
    return 2 if check.outcome is Outcome.NOT_ATTEMPTED else 1
