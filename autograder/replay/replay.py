"""Grading one submission again, and saying whether and why its mark differs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.batch.entries import Entry, entries
from autograder.grading.course import SECRET_FILE, Course, CourseError
from autograder.grading.verdict import Verdict
from autograder.process.process import Process
from autograder.process.retrying import graded
from autograder.process.submission_grader import Place
from autograder.replay.changes import Change, changes
from autograder.replay.mark import NO_MARK, Mark, Recorded, recorded
from autograder.replay.row import Row, rows


@dataclass(frozen=True)
class Replay:
    """A mark that was given again; `changes` says what is not as it was."""

    assignment: str
    student: str
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    same: bool
    faulty: bool

    @property
    def difference(self) -> float:
        """How many points more would count."""
        return round(sum(row.difference for row in self.rows), 4)

    def as_json(self) -> dict[str, Any]:
        """Return what `replay --json` prints."""
        return {
            "assignment": self.assignment,
            "student": self.student,
            "same": self.same,
            "exercises": [row.as_json() for row in self.rows],
            "changes": [vars(change) for change in self.changes],
        }


def replay(place: Place, student: str) -> Replay:
    """Grade a learner's submission again and compare; nothing is written.

    Raises
    ------
    CourseError : when no mark is recorded, or there is no submission.
    """
    course = Course(place.course)
    course.release(place.assignment)
    require_secret(course)
    record = recorded(course, place.assignment, student)
    if not os.path.lexists(place.submitted(student)):
        raise CourseError(
            f"There is no submission to grade again: {place.submitted(student)} is missing."
        )
    held = entries(course.root, place.assignment).get(student, {})
    with Process(place.budget) as process:
        return compared(student, record, held, graded(process, place, student).verdict)


def compared(student: str, record: Recorded, held: Mapping[str, Entry], verdict: Verdict) -> Replay:
    """Put what is recorded, what the gradebook holds and a new verdict beside each other."""
    now = Mark.of(verdict.as_json())
    exercises = rows(record.mark, now, held)
    return Replay(
        verdict.assignment,
        student,
        exercises,
        tuple(causes(record, now, exercises)),
        same=record.sealed is not False and all(row.same for row in exercises),
        faulty=verdict.faulty,
    )


def require_secret(course: Course) -> None:
    """Refuse to go on where grading would draw a new secret."""
    path = course.root / SECRET_FILE
    if not path.is_file():
        raise CourseError(
            f"There is no {path}, which the hidden cases come from: restore it from a backup, "
            "or name the course directory with --course."
        )


def causes(record: Recorded, now: Mark, compared: Iterable[Row]) -> Iterator[Change]:
    """Say what is not as it was, and what people did to notebook or gradebook."""
    if record is NO_MARK:
        yield Change("record", "the autograded notebook is missing, or holds no mark")
        return
    found = changes(record.mark, now)
    yield from found
    if record.sealed is False:
        text = "the record in the autograded notebook was changed by hand: its seal does not fit"
        yield Change("record", text)
    yield from _changes_of_the_gradebook(record, compared)
    missed = [row.name for row in compared if not row.reproduced]
    if missed and not found and record.sealed is not False:
        yield Change(
            "unexplained",
            f"not reproducible: nothing that is recorded changed. Look at {', '.join(missed)}; "
            "a check that timed out may pass when the machine is less busy",
        )


def _changes_of_the_gradebook(record: Recorded, compared: Iterable[Row]) -> Iterator[Change]:
    for row in compared:
        if row.entry is None:
            yield Change("gradebook", f"the gradebook holds no points for {row.name}")
            continue
        if row.entry.auto != (row.recorded or 0):
            whose = "was changed by hand" if record.sealed else "is not what was recorded"
            yield Change("gradebook", f"the gradebook's score for {row.name} {whose}")
        if row.entry.manual is not None:
            points = f"{row.entry.manual:g} points"
            yield Change("manual", f"a person gave {points} for {row.name} in the gradebook")
