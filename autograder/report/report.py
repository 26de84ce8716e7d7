"""What staff should know of a class, as plain data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from autograder.grading.course import Course
from autograder.report.items import Item, Question, items, questions
from autograder.report.learner import Learner, Standing
from autograder.report.reading import Reading
from autograder.report.statistics import histogram, median
from autograder.report.tokens import without_remarks

BINS = 10
SLOWEST = 5


@dataclass(frozen=True)
class Report:
    """A class and what it has not understood."""

    assignment: str
    made: str
    anonymous: bool
    reading: Reading
    items: tuple[Item, ...]
    questions: tuple[Question, ...]

    @property
    def learners(self) -> tuple[Learner, ...]:
        """The learners whose work could be read."""
        return self.reading.learners

    @property
    def submitted(self) -> int:
        """How many submissions are graded."""
        return len(self.learners) + len(self.reading.unreadable) + len(self.reading.skipped)

    @property
    def max_points(self) -> float:
        """Points that there are in the exercises."""
        return sum(item.max_points for item in self.items)

    @property
    def median(self) -> float | None:
        """The median of the points in the exercises."""
        return median(self._points)

    @property
    def bins(self) -> list[int]:
        """How many learners have how many points, in tenths."""
        return histogram(self._points, self.max_points, BINS)

    @property
    def _points(self) -> list[float]:
        """The points of those who have nothing open."""
        return [each.points for each in self.learners if each.points is not None]

    @property
    def faulty(self) -> dict[str, list[str]]:
        """The exercises that the grader failed at, by learner."""
        return {learner.student: learner.faulty for learner in self.learners if learner.faulty}

    @property
    def stuck(self) -> list[Learner]:
        """Who is behind, those with the fewest points first."""
        behind = [learner for learner in self.learners if learner.why_stuck]
        return sorted(behind, key=lambda learner: (learner.points or 0, learner.student))

    @property
    def slowest(self) -> list[tuple[str, float]]:
        """Whose grading took longest, with the seconds."""
        timed = [(each.student, each.seconds) for each in self.learners if each.seconds is not None]
        return sorted(timed, key=lambda pair: -pair[1])[:SLOWEST]

    @property
    def waiting(self) -> dict[str, int]:
        """How many written answers of a learner wait for a person."""
        counts = {
            learner.student: sum(entry.waits for entry in learner.written.values())
            for learner in self.learners
        }
        return {student: count for student, count in counts.items() if count}

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` prints: the numbers of the page."""
        reading = self.reading
        return {
            "assignment": self.assignment,
            "made": self.made,
            "anonymous": self.anonymous,
            "submitted": self.submitted,
            "median": self.median,
            "max_points": self.max_points,
            "histogram": self.bins,
            "grader_faults": self.faulty,
            "sandbox_gaps": reading.gaps,
            "sandbox_missing": list(reading.missing),
            "unreadable": list(reading.unreadable),
            "skipped": reading.skipped,
            "ungraded": list(reading.ungraded),
            "waiting": self.waiting,
            "exercises": [asdict(item) for item in self.items],
            "questions": [asdict(question) for question in self.questions],
            "misconceptions": [asdict(mistake) for mistake in reading.mistakes],
            "slowest": [{"student": who, "seconds": seconds} for who, seconds in self.slowest],
            "alike": [asdict(pair) for pair in reading.alike],
            "learners": [_line(learner) for learner in self.learners],
        }


def report(assignment: str, reading: Reading, anonymous: bool) -> Report:
    """Sum up a class.

    Parameters
    ----------
    anonymous : whether the class is to see it.
    """
    return Report(
        assignment,
        datetime.now(UTC).isoformat(timespec="minutes"),
        anonymous,
        for_the_class(reading) if anonymous else reading,
        items(reading.learners),
        questions(reading.learners),
    )


def for_the_class(reading: Reading) -> Reading:
    """Leave out what nobody should show to a class: who is alike, and what names may stand in."""
    mistakes = tuple(
        replace(mistake, example=without_remarks(mistake.example)) for mistake in reading.mistakes
    )
    return replace(reading, mistakes=mistakes, alike=())


def pseudonyms(course: Course) -> Callable[[str], str]:
    """Return what names a learner as long as the course keeps its secret, and tells nobody who."""
    return lambda student: f"learner-{course.keyed_digest('pseudonym', student.encode())[:8]}"


def _line(learner: Learner) -> dict[str, Any]:
    return {
        "student": learner.student,
        "points": learner.points,
        "max_points": learner.max_points,
        "standings": {str(standing): learner.count(standing) for standing in Standing},
        "raised": learner.raised,
        "stuck": learner.why_stuck,
        "seconds": learner.seconds,
    }
