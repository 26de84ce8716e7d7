"""How a course stands, for pages to read: of one learner, and of all.

Whoever reads needs no service to be there: what it wrote down is enough. In the service itself,
hand its own log of attempts over, which is safe to read from any thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from autograder import content
from autograder.batch.entries import people
from autograder.batch.person import Person
from autograder.batch.questions import Mark, marks_of_learner
from autograder.batch.totals import Total, totals
from autograder.content import settings
from autograder.grading_rules import Rules
from autograder.service.attempt import Attempt, State
from autograder.service.attempt_log import AttemptLog
from autograder.service.exchange import FEEDBACK, SUBMITTED
from autograder.service.orders import Order, Orders
from autograder.service.rules import attempts_left, next_possible

LATELY = timedelta(minutes=10)


@dataclass(frozen=True)
class Marked:
    """What the gradebook has of a learner's assignment: all points, and marks for words."""

    total: Total
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Progress:
    """A learner's way through one assignment.

    Parameters
    ----------
    due : when it is due for the learner, if there is a date.
    attempts : all submissions, in the order in which they came in.
    counted : whose points are in the gradebook.
    left : how many more submissions will be graded; None where people grade.
    next_possible : when the next one will be, if not at once.
    marked : what the gradebook has, if the learner may know it.
    """

    assignment: str
    title: str
    due: datetime | None
    attempts: tuple[Attempt, ...]
    counted: Attempt | None
    left: int | None
    next_possible: datetime | None
    marked: Marked | None = None


@dataclass(frozen=True)
class Pace:
    """How fast grading is: attempts that ended lately, in ten minutes and in an hour.

    Parameters
    ----------
    seconds : from being received to being graded, the median of the hour.
    """

    lately: int
    hour: int
    seconds: float | None


@dataclass(frozen=True)
class AssignmentNow:
    """How an assignment stands.

    Parameters
    ----------
    learners : how many have submitted something.
    unreleased : how many attempts have feedback that is not in the exchange yet.
    order : what staff have said last about its feedback.
    """

    name: str
    title: str
    due: datetime | None
    rules: Rules
    learners: int
    unreleased: int
    order: Order | None


@dataclass(frozen=True)
class LearnerNow:
    """A learner with the newest attempt and the points of each assignment, in their order."""

    person: Person
    standings: tuple[tuple[Attempt | None, Total | None], ...]


@dataclass(frozen=True)
class ClassNow:
    """What is going on in a course: attempts that wait, are graded, wait for a person, or failed.

    Parameters
    ----------
    waiting : for their turn.
    behind : until nobody else waits, since they take longer than most.
    held : until the pause between attempts is over.
    for_people : with a reason; the grader tries those again that have a time in `until`.
    ended : the last ones that came to an end, the newest first.
    not_graded : the last ones that stay as they are and could be graded, the newest first.
    """

    waiting: tuple[Attempt, ...]
    behind: tuple[Attempt, ...]
    grading: tuple[Attempt, ...]
    held: tuple[Attempt, ...]
    for_people: tuple[Attempt, ...]
    ended: tuple[Attempt, ...]
    not_graded: tuple[Attempt, ...]
    pace: Pace


def progress(
    attempts: AttemptLog, student: str, assignment: str, marked: Marked | None = None
) -> Progress:
    """Return how far a learner is with an assignment."""
    course, mine = settings(assignment), attempts.of(student, assignment)
    possible = next_possible(mine, course.rules)
    waits = possible is not None and possible > datetime.now(UTC)
    automatic, counted = course.rules.automatic, _counted(mine)
    return Progress(
        assignment=assignment,
        title=content.title(assignment),
        due=course.due_for(student),
        attempts=tuple(mine),
        counted=counted,
        left=attempts_left(mine, course.rules) if automatic else None,
        next_possible=possible if automatic and waits else None,
        marked=marked if counted is not None and counted.released else None,
    )


def results(
    attempts: AttemptLog, student: str, marked: Mapping[str, Marked], orders: Orders
) -> list[Progress]:
    """Return how far a learner is with every assignment of the course.

    What people gave is told with the feedback, and as long as staff do not hold that.
    """
    return [
        progress(attempts, student, name, None if orders.hold(name) else marked.get(name))
        for name in content.assignments()
    ]


def marked(course: Path, student: str) -> dict[str, Marked]:
    """Read what the gradebook has of a learner, by assignment.

    Raises
    ------
    CourseError : when it cannot be read.
    """
    marks = marks_of_learner(course, student)
    return {
        assignment: Marked(total, tuple(marks.get(assignment, ())))
        for (_, assignment), total in totals(course, student).items()
    }


def page_of(attempts: AttemptLog, attempt: Attempt) -> Path | None:
    """Return the feedback page of an attempt, if the learner may have it."""
    page = attempts.folder(attempt, FEEDBACK) / f"{attempt.assignment}.html"
    return page if attempt.released and page.is_file() else None


def class_now(attempts: AttemptLog, most: int) -> ClassNow:
    """Return what is going on."""
    everything = attempts.all()
    received = _in(everything, State.RECEIVED)
    ended = [each for each in everything if each.state.is_graded]
    newest = sorted(ended, key=lambda each: each.graded or each.received, reverse=True)
    left = [each for each in reversed(everything) if each.state is State.NOT_GRADED]
    return ClassNow(
        waiting=tuple(each for each in received if each.behind_since is None),
        behind=tuple(each for each in received if each.behind_since is not None),
        grading=_in(everything, State.GRADING),
        held=_in(everything, State.HELD),
        for_people=_in(everything, State.WAITS),
        ended=tuple(newest[:most]),
        not_graded=tuple(each for each in left[:most] if can_be_graded(attempts, each)),
        pace=_pace(ended, datetime.now(UTC)),
    )


def can_be_graded(attempts: AttemptLog, attempt: Attempt) -> bool:
    """Say whether an attempt was taken in, so that the service can be told to grade it."""
    return attempts.folder(attempt, SUBMITTED).is_dir()


def assignments_now(attempts: AttemptLog, orders: Orders) -> list[AssignmentNow]:
    """Return how each assignment stands."""
    everything = attempts.all()
    return [_assignment_now(name, everything, orders) for name in content.assignments()]


def class_table(course: Path, attempts: AttemptLog) -> list[LearnerNow]:
    """Return whom the gradebook knows, or who has submitted, with all that they have.

    Raises
    ------
    CourseError : when the gradebook cannot be read.
    """
    newest = {(each.student, each.assignment): each for each in attempts.all()}
    have, names = totals(course), content.assignments()
    known = {person.id: person for person in people(course)}
    everybody = {student: Person(student) for student, _ in newest} | known
    return [
        LearnerNow(person, tuple((newest.get((who, n)), have.get((who, n))) for n in names))
        for who, person in sorted(everybody.items())
    ]


def _assignment_now(name: str, everything: Sequence[Attempt], orders: Orders) -> AssignmentNow:
    its, course = [each for each in everything if each.assignment == name], settings(name)
    return AssignmentNow(
        name,
        content.title(name),
        course.due,
        course.rules,
        learners=len({each.student for each in its}),
        unreleased=sum(each.state.is_graded and not each.released for each in its),
        order=orders.about(name),
    )


def _pace(ended: Sequence[Attempt], now: datetime) -> Pace:
    hour = [each for each in ended if each.graded and now - each.graded < timedelta(hours=1)]
    seconds = [
        (each.graded - each.received).total_seconds()
        for each in hour
        if each.graded and not each.ordered
    ]
    lately = sum(each.graded is not None and now - each.graded < LATELY for each in hour)
    return Pace(lately, len(hour), median(seconds) if seconds else None)


def _in(attempts: Sequence[Attempt], state: State) -> tuple[Attempt, ...]:
    return tuple(attempt for attempt in attempts if attempt.state is state)


def _counted(attempts: Sequence[Attempt]) -> Attempt | None:
    """Return the attempt whose marks were recorded last."""
    counted = [each for each in attempts if each.counts]
    return max(counted, key=lambda each: each.graded or each.received, default=None)
