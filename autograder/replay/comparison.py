"""A graded class beside what comes out now: who would get what, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from autograder.batch.entries import entries, penalties
from autograder.batch.other_points import OtherPoints, other_points
from autograder.batch.work import Result
from autograder.grading.course import Course, CourseError
from autograder.replay.mark import NO_MARK, Recorded, recorded
from autograder.replay.regraded import Regraded
from autograder.replay.replay import compared, require_secret


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

    `trouble` says by learner what the grader failed at: their recorded marks stay. `points` says
    which cells are worth something else than when the marks were given.
    """

    course: Course
    assignment: str
    totals: Totals = field(default_factory=Totals)
    trouble: dict[str, str] = field(default_factory=dict)
    recordable: list[str] = field(default_factory=list)
    points: list[OtherPoints] = field(default_factory=list)
    _changed: list[Regraded] = field(default_factory=list)

    def __post_init__(self) -> None:
        require_secret(self.course)
        self._held = entries(self.course.root, self.assignment)
        self._penalties = penalties(self.course.root, self.assignment)

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
        graded = [student for student in students if student in self._held]
        self.points = other_points(self.course.root, self.assignment, graded)
        return graded

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
        regraded = Regraded(replay, self._penalties.get(student, 0.0), result.penalty)
        self.totals.add(regraded.difference)
        if not regraded.stays:
            self._changed.append(regraded)

    @property
    def changed(self) -> list[Regraded]:
        """The learners for whom something changes, the largest losses first."""
        return sorted(self._changed, key=lambda each: (each.difference, each.student))

    def as_json(self) -> dict[str, Any]:
        """Return what `regrade --json` prints."""
        return {
            "assignment": self.assignment,
            **vars(self.totals),
            "points": [vars(each) for each in self.points],
            "learners": [each.as_json() for each in self.changed],
            "trouble": self.trouble,
        }

    def _recorded(self, student: str) -> Recorded:
        try:
            return recorded(self.course, self.assignment, student)
        except CourseError:
            return NO_MARK
