"""A graded class beside what comes out now: who would get what, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from autograder.batch.entries import entries
from autograder.batch.work import Result
from autograder.grading.course import Course, CourseError
from autograder.replay.mark import NO_MARK, Recorded, recorded
from autograder.replay.replay import Replay, compared, require_secret
from autograder.replay.row import Row


@dataclass
class Totals:
    """How many learners' points go up, go down and stay."""

    up: int = 0
    down: int = 0
    stay: int = 0

    def add(self, difference: float) -> None:
        """Count one learner."""
        if difference:
            self.up += difference > 0
            self.down += difference < 0
        else:
            self.stay += 1


@dataclass
class Comparison:
    """What is known of a class so far; of learners for whom nothing changes, only their number.

    `trouble` says by learner what the grader failed at: their recorded marks stay.
    """

    course: Course
    assignment: str
    totals: Totals = field(default_factory=Totals)
    trouble: dict[str, str] = field(default_factory=dict)
    recordable: list[str] = field(default_factory=list)
    _changed: list[Replay] = field(default_factory=list)

    def __post_init__(self) -> None:
        require_secret(self.course)
        self._held = entries(self.course.root, self.assignment)

    def graded(self, students: list[str], named: bool) -> list[str]:
        """Return those of the learners who have marks.

        Raises
        ------
        CourseError : when there is none, or one without was `named`.
        """
        without = [student for student in students if student not in self._held]
        if without and (named or without == students):
            who = ", ".join(without) if named else f"anybody in {self.course.root}"
            raise CourseError(
                f"No mark of {self.assignment!r} is recorded for {who}: "
                f"grade first, with `unrolled grade {self.assignment}`."
            )
        return [student for student in students if student in self._held]

    def add(self, result: Result) -> None:
        """Compare a learner's new result with the recorded mark."""
        student, verdict = result.row.student, result.verdict
        if verdict is None:
            self.trouble[student] = str(result.row.trouble)
            return
        if verdict.faulty:
            names = ", ".join(each.name for each in verdict.exercises if each.faulty)
            self.trouble[student] = f"the grader failed in {names}: the recorded mark stays"
            return
        self.recordable.append(student)
        replay = compared(student, self._recorded(student), self._held[student], verdict)
        self.totals.add(replay.difference)
        if not all(row.stays for row in replay.rows):
            self._changed.append(replay)

    @property
    def changed(self) -> list[Replay]:
        """The learners for whom something changes, the largest losses first."""
        return sorted(self._changed, key=lambda replay: (replay.difference, replay.student))

    def as_json(self) -> dict[str, Any]:
        """Return what `regrade --json` prints."""
        return {
            "assignment": self.assignment,
            **vars(self.totals),
            "learners": [_learner(replay) for replay in self.changed],
            "trouble": self.trouble,
        }

    def _recorded(self, student: str) -> Recorded:
        try:
            return recorded(self.course, self.assignment, student)
        except CourseError:
            return NO_MARK


def _learner(replay: Replay) -> dict[str, Any]:
    return {
        "student": replay.student,
        "difference": replay.difference,
        "exercises": [_exercise(row) for row in replay.rows if not row.stays],
        "changes": [vars(change) for change in replay.changes],
    }


def _exercise(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "before": row.gradebook,
        "after": row.regraded,
        "difference": row.difference,
        "checks": list(row.checks),
    }
