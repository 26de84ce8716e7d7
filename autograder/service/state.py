"""How a course stands, for pages to read: of one learner, and of all.

Whoever reads needs no service to be there: what it wrote down is enough. In the service itself,
hand its own log of attempts over, which is safe to read from any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder import content
from autograder.content import settings
from autograder.service.attempt import Attempt, State
from autograder.service.attempt_log import AttemptLog
from autograder.service.exchange import FEEDBACK
from autograder.service.rules import attempts_left, next_possible


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
    """

    assignment: str
    title: str
    due: datetime | None
    attempts: tuple[Attempt, ...]
    counted: Attempt | None
    left: int | None
    next_possible: datetime | None


@dataclass(frozen=True)
class ClassNow:
    """What is going on in a course: attempts that wait, are graded, wait for a person, or failed.

    Parameters
    ----------
    waiting : for their turn.
    held : until the pause between attempts is over.
    for_people : with a reason; the grader tries those again that have a time in `until`.
    ended : the last ones that came to an end, the newest first.
    unreleased : how many have feedback that is not in the exchange yet.
    """

    waiting: tuple[Attempt, ...]
    grading: tuple[Attempt, ...]
    held: tuple[Attempt, ...]
    for_people: tuple[Attempt, ...]
    ended: tuple[Attempt, ...]
    unreleased: int


def progress(attempts: AttemptLog, student: str, assignment: str) -> Progress:
    """Return how far a learner is with an assignment."""
    course, mine = settings(assignment), attempts.of(student, assignment)
    possible = next_possible(mine, course.rules)
    waits = possible is not None and possible > datetime.now(UTC)
    automatic = course.rules.automatic
    return Progress(
        assignment=assignment,
        title=content.title(assignment),
        due=course.due_for(student),
        attempts=tuple(mine),
        counted=_counted(mine),
        left=attempts_left(mine, course.rules) if automatic else None,
        next_possible=possible if automatic and waits else None,
    )


def results(attempts: AttemptLog, student: str) -> list[Progress]:
    """Return how far a learner is with every assignment of the course."""
    return [progress(attempts, student, assignment) for assignment in content.assignments()]


def page_of(attempts: AttemptLog, attempt: Attempt) -> Path | None:
    """Return the feedback page of an attempt, if the learner may have it."""
    page = attempts.folder(attempt, FEEDBACK) / f"{attempt.assignment}.html"
    return page if attempt.released and page.is_file() else None


def class_now(attempts: AttemptLog, most: int = 50) -> ClassNow:
    """Return what is going on."""
    everything = attempts.all()
    ended = [each for each in everything if each.state.is_graded]
    newest = sorted(ended, key=lambda each: each.graded or each.received, reverse=True)
    return ClassNow(
        waiting=_in(everything, State.RECEIVED),
        grading=_in(everything, State.GRADING),
        held=_in(everything, State.HELD),
        for_people=_in(everything, State.WAITS),
        ended=tuple(newest[:most]),
        unreleased=sum(not each.released for each in ended),
    )


def _in(attempts: Sequence[Attempt], state: State) -> tuple[Attempt, ...]:
    return tuple(attempt for attempt in attempts if attempt.state is state)


def _counted(attempts: Sequence[Attempt]) -> Attempt | None:
    """Return the attempt whose marks were recorded last."""
    counted = [each for each in attempts if each.counts]
    return max(counted, key=lambda each: each.graded or each.received, default=None)
