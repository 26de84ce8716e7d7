"""What nbgrader's gradebook holds of an assignment's marks; it is only read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Assignment, BaseCell, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import create_engine, select
from sqlalchemy.engine import make_url

from autograder.batch.database import database, usable
from autograder.nbgrader_plugin.preprocessors import TEST_PREFIX


@dataclass(frozen=True)
class Entry:
    """The points of one exercise: those of the grader and, if a person gave some, theirs."""

    auto: float | None
    manual: float | None

    @property
    def score(self) -> float | None:
        """The points that count."""
        return self.auto if self.manual is None else self.manual


def entries(course: Path, assignment: str) -> dict[str, dict[str, Entry]]:
    """Read the points of all learners by exercise; nothing when there is no gradebook.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    url = make_url(database(course))
    # To open an SQLite database that is not there would make one.
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return {}
    cells = BaseCell.__table__
    query = (
        select(SubmittedAssignment.student_id, cells.c.name, Grade.auto_score, Grade.manual_score)
        .select_from(SubmittedAssignment)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(cells, cells.c.id == Grade.cell_id)
        .where(Assignment.name == assignment)
    )
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    engine = create_engine(url)
    try:
        with usable(database(course)), engine.connect() as connection:
            for student, cell, auto, manual in connection.execute(query):
                if cell.startswith(TEST_PREFIX):
                    found[student][cell.removeprefix(TEST_PREFIX)] = Entry(auto, manual)
    finally:
        engine.dispose()
    return dict(found)
