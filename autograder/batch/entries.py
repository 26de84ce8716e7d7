"""The points of a class, cell by cell, as nbgrader's gradebook has them; they are only read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    GradeCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import Select, create_engine, func, select
from sqlalchemy.engine import make_url

from autograder.batch.person import Person
from autograder.process.database import database, usable


@dataclass(frozen=True)
class Entry:
    """The points of one cell: the grader's and, if a person gave some, theirs.

    `waits` says that a person has to look.
    """

    auto: float | None
    manual: float | None
    extra: float
    max_points: float
    waits: bool

    @property
    def score(self) -> float | None:
        """The points that count; none as long as nobody gave any."""
        return self.auto if self.manual is None else self.manual

    @property
    def points(self) -> float | None:
        """The same with extra credit."""
        return None if self.score is None else self.score + self.extra

    @property
    def by_hand(self) -> bool:
        """Whether a person gave the points that count."""
        return self.manual is not None


Entries = dict[str, Entry]  # by the name of the cell


def entries(course: Path, assignment: str) -> dict[str, Entries]:
    """Read the points of an assignment by learner; nothing if there is no gradebook yet.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    query = (
        select(
            SubmittedAssignment.student_id,
            BaseCell.name,
            func.coalesce(GradeCell.max_score, TaskCell.max_score),
            Grade.auto_score,
            Grade.manual_score,
            Grade.extra_credit,
            Grade.needs_manual_grade,
        )
        .select_from(SubmittedAssignment)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell.__table__, BaseCell.__table__.c.id == Grade.cell_id)
        .outerjoin(GradeCell.__table__, GradeCell.__table__.c.id == Grade.cell_id)
        .outerjoin(TaskCell.__table__, TaskCell.__table__.c.id == Grade.cell_id)
        .where(Assignment.name == assignment)
        .order_by(SubmittedAssignment.student_id)
    )
    found: dict[str, Entries] = defaultdict(dict)
    for student, cell, most, auto, manual, extra, waits in rows(course, query):
        found[student][cell] = Entry(auto, manual, extra or 0, most, bool(waits))
    return dict(found)


def penalties(course: Path, assignment: str) -> dict[str, float]:
    """Read the points that are taken off for lateness, by learner; only of those who are late.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    query = (
        select(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
        .select_from(SubmittedAssignment)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(Assignment.name == assignment)
    )
    return {student: penalty for student, penalty in rows(course, query) if penalty}


def people(course: Path) -> list[Person]:
    """Read whom the gradebook knows; nobody if there is no gradebook yet.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    columns = (Student.id, Student.first_name, Student.last_name, Student.email)
    query = select(*columns, Student.lms_user_id).order_by(Student.id)
    return [Person(*(text or "" for text in row)) for row in rows(course, query)]


def rows(course: Path, query: Select[Any]) -> list[Any]:
    """Return the rows that a gradebook answers; none if there is no gradebook yet."""
    url = make_url(database(course))
    # To open an SQLite database that is not there would make one.
    if url.drivername.startswith("sqlite") and not Path(url.database or "").is_file():
        return []
    engine = create_engine(url)
    try:
        with usable(url.render_as_string(hide_password=False)), engine.connect() as connection:
            return list(connection.execute(query))
    finally:
        engine.dispose()
