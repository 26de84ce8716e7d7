"""Grades for Canvas, for Moodle and for a spreadsheet: a row for each learner.

A cell is empty, not 0, where nothing was handed in: what that is worth, the reader decides. It
holds no number, either, where the grader failed and no person has looked yet.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    GradeCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.plugins import ExportPlugin
from sqlalchemy import select
from traitlets import Dict

from autograder.grading.verdict import NOT_GRADED

# How spreadsheets know a formula, in whatever form the sign is written.
FORMULA = ("=", "+", "-", "@", "\N{MINUS SIGN}")
# What a spreadsheet may drop before it looks: white space, quotes and what cannot be seen.
DROPPED = re.compile(
    r"""[\s"'\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*+"""
)
# Where a cell may end: which of these it is depends on the country, and on who imports the file.
END_OF_CELL = re.compile(r"([,;|\t\r\n])")
CONTROL = ("\t", "\r", "\n", "\0")
# With the mark at its start, Excel takes a file for UTF-8; Canvas and Moodle do not mind it.
ENCODING = "utf-8-sig"


@dataclass(frozen=True)
class Column:
    """An assignment, and the points of those who handed it in."""

    assignment: str
    max_score: str
    scores: dict[str, str]


class Csv(ExportPlugin):
    """For a spreadsheet."""

    default_name = "grades.csv"
    not_graded = NOT_GRADED  # in the place of points

    def export(self, gradebook: Gradebook) -> None:
        """Write the grades to the file that `--to` names."""
        assignments = self._chosen(gradebook.assignments, "name", self.assignment)
        students = self._chosen(gradebook.students, "id", self.student)
        columns = [self._column(gradebook, assignment) for assignment in assignments]
        rows = [self.row(student, columns) for student in students]
        path = Path(self.to or self.default_name)
        with path.open("w", encoding=ENCODING, newline="") as file:
            csv.writer(file).writerow(map(harmless, self.heads(columns)))
            # In quotes, since many countries' spreadsheets end a cell at a semicolon.
            table = csv.writer(file, quoting=csv.QUOTE_ALL)
            table.writerows(map(harmless, row) for row in self.before(columns) + rows)
        self.log.info("The grades of %d learners are in %s.", len(rows), path)

    def heads(self, columns: list[Column]) -> list[str]:
        """Return the names of the columns."""
        mine = ["student_id", "lms_user_id", "last_name", "first_name", "email"]
        return [*mine, *_with_maxima(columns)]

    def before(self, columns: list[Column]) -> list[list[str]]:
        """Return the rows that come before the learners."""
        return []

    def row(self, student: Student, columns: list[Column]) -> list[str]:
        """Return the row of a learner."""
        mine = [student.id, student.lms_user_id, student.last_name, student.first_name]
        return [*(text or "" for text in [*mine, student.email]), *_with_points(student, columns)]

    def _chosen(self, entries: list[Any], key: str, names: list[Any]) -> list[Any]:
        """Return the entries of these names; all of them where none is named."""
        wanted = {str(name) for name in names}
        unknown = wanted - {getattr(entry, key) for entry in entries}
        if unknown:
            self.log.error("The gradebook does not know %s.", ", ".join(sorted(unknown)))
            raise SystemExit(2)
        return [entry for entry in entries if not wanted or getattr(entry, key) in wanted]

    def _column(self, gradebook: Gradebook, assignment: Assignment) -> Column:
        submissions = gradebook.assignment_submissions(assignment.name)
        waiting = sum(submission.needs_manual_grade for submission in submissions)
        if waiting:
            self.log.warning(
                "%s: points may change, for people have to look at submissions (%d).",
                assignment.name,
                waiting,
            )
        scores = {
            each.student_id: _number(max(0, each.score - (each.late_submission_penalty or 0)))
            for each in submissions
        }
        without = _not_graded(gradebook, assignment)
        if without:
            self.log.warning(
                "%s: not graded yet, since the grader failed: %s. Look at them in the formgrader.",
                assignment.name,
                ", ".join(sorted(without)),
            )
        scores |= dict.fromkeys(without, self.not_graded)
        return Column(assignment.name, _number(assignment.max_score), scores)


class Moodle(Csv):
    """For Moodle: Grades, Import, CSV file."""

    default_name = "moodle.csv"
    not_graded = ""

    def heads(self, columns: list[Column]) -> list[str]:
        """Return the names of the columns, as Moodle has them."""
        mine = ["Username", "ID number", "Last name", "First name", "Email address"]
        return [*mine, *_with_maxima(columns)]

    def row(self, student: Student, columns: list[Column]) -> list[str]:
        """Return the row of a learner; for Moodle, a quote behind a backslash ends nothing."""
        return [text.replace("\\", "/") for text in super().row(student, columns)]


class Canvas(Csv):
    """For Canvas: Gradebook, Import."""

    default_name = "canvas.csv"
    not_graded = ""
    assignment_ids = Dict(
        help="Canvas' numbers of the assignments, by nbgrader's names: {'cells': 1234}."
    ).tag(config=True)

    def heads(self, columns: list[Column]) -> list[str]:
        """Return the names of the columns, as Canvas has them."""
        mine = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
        return [*mine, *(self._title(column.assignment) for column in columns)]

    def before(self, columns: list[Column]) -> list[list[str]]:
        """Return the row that says how many points there are."""
        maxima = [column.max_score for column in columns]
        return [["    Points Possible", "", "", "", "", *maxima]]

    def row(self, student: Student, columns: list[Column]) -> list[str]:
        """Return the row of a learner."""
        name = ", ".join(filter(None, [student.last_name, student.first_name])) or student.id
        lms_id = student.lms_user_id or ""
        # Canvas takes the digits that an ID starts with for the ID of somebody.
        is_number = lms_id.isascii() and lms_id.isdigit()
        ids = [lms_id, ""] if is_number else ["", lms_id]
        return [name, *ids, student.id, "", *(each.scores.get(student.id, "") for each in columns)]

    def _title(self, assignment: str) -> str:
        number = self.assignment_ids.get(assignment)
        return assignment if number is None else f"{assignment} ({number})"


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe before each."""
    parts = "".join(f"'{part}" if _is_formula(part) else part for part in END_OF_CELL.split(text))
    return f"'{parts}" if parts.startswith(CONTROL) else parts


def _is_formula(text: str) -> bool:
    return DROPPED.sub("", unicodedata.normalize("NFKC", text), count=1).startswith(FORMULA)


def _not_graded(gradebook: Gradebook, assignment: Assignment) -> list[str]:
    """Return who has an exercise that the grader failed at and no person has marked."""
    cells = GradeCell.__table__
    query = (
        select(SubmittedAssignment.student_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(cells, cells.c.id == Grade.cell_id)
        .where(
            SubmittedAssignment.assignment_id == assignment.id,
            Grade.needs_manual_grade,
            Grade.manual_score.is_(None),
            Grade.auto_score == 0,
            cells.c.cell_type == "code",
        )
        .distinct()
    )
    return list(gradebook.db.scalars(query))


def _with_maxima(columns: list[Column]) -> list[str]:
    names = [column.assignment for column in columns]
    return [text for name in names for text in (name, f"{name} (maximum)")]


def _with_points(student: Student, columns: list[Column]) -> list[str]:
    return [text for each in columns for text in (each.scores.get(student.id, ""), each.max_score)]


def _number(points: float) -> str:
    return f"{round(points, 4):.12g}"
