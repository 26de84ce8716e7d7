"""What people have seen when they gave marks by hand, before a run of autograde removes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)

from autograder.process.answers import answers_of


class Seen:
    """The answers with marks by hand that nobody has to look at, in all submissions of a run.

    Parameters
    ----------
    place : returns the file of a learner's graded notebook.
    """

    def __init__(self, gradebook: Gradebook, assignment: str, place: Callable[[str], Path]) -> None:
        names = defaultdict(set)
        for student, name in _settled(gradebook, assignment):
            names[student].add(name)
        self._answers = {
            student: {
                name: digest for name, digest in _read(place(student)).items() if name in each
            }
            for student, each in names.items()
        }

    def unchanged(self, student: str, answers: Mapping[str, str]) -> list[str]:
        """Return the cells whose marks by hand are of the very answers that a learner gives now."""
        seen = self._answers.get(student, {})
        return [name for name, digest in seen.items() if answers.get(name) == digest]


def _settled(gradebook: Gradebook, assignment: str) -> list[tuple[str, str]]:
    cells = BaseCell.__table__
    query = (
        gradebook.db.query(SubmittedAssignment.student_id, cells.c.name)
        .select_from(SubmittedAssignment)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(cells, cells.c.id == Grade.cell_id)
        .filter(Assignment.name == assignment)
        .filter(Grade.manual_score.is_not(None), Grade.needs_manual_grade.is_(False))
    )
    return [(student, name) for student, name in query]


def _read(file: Path) -> dict[str, str]:
    return answers_of(file.read_bytes()) if file.is_file() else {}
