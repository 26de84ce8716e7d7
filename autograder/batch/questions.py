"""Questions that are answered in words, and what people gave for the answers; it is only read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from autograder.batch.entries import rows

IN_WORDS = "markdown"  # nbgrader's type of the cells for them


@dataclass(frozen=True)
class Question:
    """A question that somebody has answered, or could have: a cell with points for words.

    Parameters
    ----------
    answers : how many submissions have a mark for it, or wait for one.
    waiting : how many of them wait for a person.
    """

    assignment: str
    name: str
    max_points: float
    answers: int
    waiting: int


@dataclass(frozen=True)
class Mark:
    """What an answer has.

    Parameters
    ----------
    submission : nbgrader's id of the submitted notebook; it tells nothing of the learner.
    auto : the points by the grader, as for a blank answer.
    given : those by a person, if one gave some.
    extra : extra credit by a person.
    comment : a person's.
    waits : whether a person has yet to look.
    """

    submission: str
    student: str
    assignment: str
    question: str
    auto: float | None
    given: float | None
    extra: float
    max_points: float
    comment: str
    waits: bool

    @property
    def score(self) -> float:
        """The points that count, without extra credit."""
        return self.auto or 0.0 if self.given is None else self.given

    @property
    def points(self) -> float:
        """The same with extra credit."""
        return self.score + self.extra


def questions(course: Path) -> list[Question]:
    """List all questions of a course for which submissions are recorded.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    waiting = func.count().filter(Grade.needs_manual_grade)
    columns = (Assignment.name, BaseCell.name, _CELL.c.max_score, func.count(), waiting)
    query = _joined(columns).group_by(Assignment.name, BaseCell.name, _CELL.c.max_score)
    return [Question(*row) for row in rows(course, query.order_by(Assignment.name, BaseCell.name))]


def marks_of_question(course: Path, assignment: str, question: str) -> list[Mark]:
    """Read what the answers of a class to one question have, in an order that tells nothing.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    query = _marks().where(Assignment.name == assignment, BaseCell.name == question)
    return [Mark(*row) for row in rows(course, query.order_by(SubmittedNotebook.id))]


def marks_of_learner(course: Path, student: str) -> dict[str, list[Mark]]:
    """Read what a learner's answers have, by assignment.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    query = _marks().where(SubmittedAssignment.student_id == student)
    found = defaultdict(list)
    for row in rows(course, query.order_by(BaseCell.name)):
        mark = Mark(*row)
        found[mark.assignment].append(mark)
    return dict(found)


_CELL = GradeCell.__table__
_SOLUTION = aliased(BaseCell.__table__)


def _joined(columns: Any) -> Select[Any]:
    """Select from the marks for words."""
    return (
        select(*columns)
        .select_from(Grade)
        .join(BaseCell.__table__, BaseCell.__table__.c.id == Grade.cell_id)
        .join(_CELL, _CELL.c.id == Grade.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(_CELL.c.cell_type == IN_WORDS)
    )


def _marks() -> Select[Any]:
    columns = (
        SubmittedNotebook.id,
        SubmittedAssignment.student_id,
        Assignment.name,
        BaseCell.name,
        Grade.auto_score,
        Grade.manual_score,
        func.coalesce(Grade.extra_credit, 0.0),
        _CELL.c.max_score,
        func.coalesce(Comment.manual_comment, ""),
        Grade.needs_manual_grade,
    )
    same = and_(
        _SOLUTION.c.name == BaseCell.__table__.c.name,
        _SOLUTION.c.notebook_id == BaseCell.__table__.c.notebook_id,
        _SOLUTION.c.type == "SolutionCell",
    )
    of_it = and_(Comment.cell_id == _SOLUTION.c.id, Comment.notebook_id == SubmittedNotebook.id)
    return _joined(columns).outerjoin(_SOLUTION, same).outerjoin(Comment, of_it)
