"""The points of a class, as nbgrader's gradebook has them; they are only read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import create_engine, func, select
from sqlalchemy.engine import make_url

from autograder.batch.database import database, usable


@dataclass(frozen=True)
class Entry:
    """The points of one cell; none as long as nobody gave any.

    `by_hand` says that a person gave them, `waits` that a person has to look.
    """

    points: float | None
    max_points: float
    by_hand: bool
    waits: bool


Entries = dict[str, Entry]  # by the name of the cell


def entries(course: Path, assignment: str) -> dict[str, Entries]:
    """Read the points of an assignment by learner; nothing if there is no gradebook yet.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    url = make_url(database(course))
    # To open an SQLite database that is not there would make one.
    if url.drivername.startswith("sqlite") and not Path(url.database or "").is_file():
        return {}
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
    engine = create_engine(url)
    try:
        with usable(url.render_as_string(hide_password=False)), engine.connect() as connection:
            for student, cell, most, auto, manual, extra, waits in connection.execute(query):
                points = auto if manual is None else manual
                total = None if points is None else points + (extra or 0)
                found[student][cell] = Entry(total, most, manual is not None, bool(waits))
    finally:
        engine.dispose()
    return dict(found)
