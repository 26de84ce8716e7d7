"""What everybody has of everything, in one look at nbgrader's gradebook; it is only read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import (
    Assignment,
    Grade,
    GradeCell,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import func, select

from autograder.batch.entries import rows


@dataclass(frozen=True)
class Total:
    """A learner's points of one assignment, with what people gave.

    Parameters
    ----------
    penalty : what is taken off for lateness.
    waiting : how many exercises and questions a person has yet to look at.
    unmarked : their points.
    """

    points: float
    max_points: float
    penalty: float
    waiting: int
    unmarked: float

    @property
    def counts(self) -> float:
        """The points that count in the end."""
        return max(0.0, self.points - self.penalty)


Totals = dict[tuple[str, str], Total]  # by learner and assignment


def totals(course: Path, student: str | None = None) -> Totals:
    """Read what everybody has, or one learner.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be read.
    """
    most = func.coalesce(GradeCell.max_score, TaskCell.max_score)
    score = func.coalesce(Grade.manual_score, Grade.auto_score, 0.0)
    waiting = Grade.needs_manual_grade
    learner, penalty = SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty
    query = (
        select(
            learner,
            Assignment.name,
            func.sum(score + func.coalesce(Grade.extra_credit, 0.0)),
            func.sum(most),
            func.coalesce(penalty, 0.0),
            func.count().filter(waiting),
            func.coalesce(func.sum(most).filter(waiting), 0.0),
        )
        .select_from(Grade)
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .outerjoin(GradeCell.__table__, GradeCell.__table__.c.id == Grade.cell_id)
        .outerjoin(TaskCell.__table__, TaskCell.__table__.c.id == Grade.cell_id)
        .group_by(learner, Assignment.name, penalty)
    )
    if student is not None:
        query = query.where(learner == student)
    return {(who, name): Total(*row) for who, name, *row in rows(course, query)}
