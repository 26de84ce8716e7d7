"""One writer for the gradebook: opened once, one transaction for each submission."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.apps import NbGraderAPI
from sqlalchemy.exc import SAWarning
from sqlalchemy.orm import scoped_session, sessionmaker

from autograder.grading.course import Course, CourseError
from autograder.nbgrader_plugin.dates import Dates
from autograder.nbgrader_plugin.late import late_penalties
from autograder.pages.points import CellPoints, Points
from autograder.process.configured import applied, configuration
from autograder.process.database import database, put_scripts_on_the_path, usable
from autograder.process.marks import Marks


class GradebookWriter:
    """Writes marks into the gradebook, as nbgrader's autograde does.

    `is_new` says that the gradebook did not know the assignment before.

    Raises
    ------
    CourseError : when the gradebook cannot be used, or does not take the assignment.
    """

    def __init__(self, course: Path, assignment: str) -> None:
        put_scripts_on_the_path()
        warnings.simplefilter("ignore", SAWarning)  # about nbgrader's own queries
        config = configuration(course)
        self._assignment = assignment
        with applied(course):
            self._api = NbGraderAPI(config=config)
        self._penalties = late_penalties(course, assignment, config=config)
        self._dates = Dates(Course(course), assignment)
        self.coursedir = self._api.coursedir
        self._url = database(course)
        with usable(self._url):
            self._gradebook = Gradebook(self._url, self.coursedir.course_id)
            self.is_new = self._register()
            self._join_transactions()
        with self._transaction():
            self._original = self._gradebook.find_notebook(assignment, assignment)
            kinds = ("grade_cells", "solution_cells", "task_cells")
            cells = [cell for kind in kinds for cell in getattr(self._original, kind)]
            # What is not read now cannot be once a session has ended.
            self._names = {cell.id: cell.name for cell in cells}
            self._most = {cell.id: float(getattr(cell, "max_score", 0)) for cell in cells}

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the gradebook."""
        self._gradebook.db.remove()
        self._connection.close()
        self._gradebook.close()

    def recorded(self) -> dict[str, datetime | None]:
        """Return whose submission of the assignment the gradebook knows, and of when."""
        with self._transaction():
            columns = (SubmittedAssignment.student_id, SubmittedAssignment.timestamp)
            query = self._gradebook.db.query(*columns).join(Assignment)
            mine = query.filter(Assignment.name == self._assignment)
            return {row.student_id: row.timestamp for row in mine}

    def learners(self) -> frozenset[str]:
        """Return whom the gradebook knows."""
        with self._transaction():
            return frozenset(student for (student,) in self._gradebook.db.query(Student.id))

    def update_dates(self) -> None:
        """Write down when each submission is due."""
        with self._transaction():
            query = self._gradebook.db.query(SubmittedAssignment).join(Assignment)
            for submission in query.filter(Assignment.name == self._assignment).all():
                self._dates.put(submission)
                self._dates.remember(submission.student_id)

    def stale(self) -> frozenset[str]:
        """Return whose recorded penalty is another than dates and policy would give now.

        Raises
        ------
        CourseError : when the policy fails.
        """
        with self._transaction(keep=False):
            query = self._gradebook.db.query(SubmittedAssignment, SubmittedNotebook)
            mine = query.join(SubmittedNotebook).filter(
                SubmittedNotebook.notebook_id == self._original.id
            )
            return frozenset(
                submission.student_id
                for submission, notebook in mine.all()
                if self._is_stale(submission, notebook)
            )

    def put_time(self, student: str, submitted: datetime | None) -> bool:
        """Write down when a learner submitted, and say whether the penalty is stale by that.

        Raises
        ------
        CourseError : when the policy fails.
        """
        with self._transaction():
            self._gradebook.find_submission(self._assignment, student).timestamp = submitted
        with self._transaction(keep=False):
            submission = self._gradebook.find_submission(self._assignment, student)
            return self._is_stale(submission, self._notebook(submission))

    def marks_of(self, student: str) -> tuple[float, float] | None:
        """Return a learner's points and the most that there are; None where no grader gave any.

        Points that people gave stay, whatever a grader gives.
        """
        with self._transaction(keep=False):
            submission = self._gradebook.find_submission(self._assignment, student)
            notebook = self._notebook(submission)
            if all(grade.auto_score is None for _, grade in self._rows(Grade, notebook)):
                return None
            return notebook.score, notebook.max_score

    def _is_stale(self, submission: SubmittedAssignment, notebook: SubmittedNotebook) -> bool:
        recorded = notebook.late_submission_penalty or 0
        self._dates.put(submission)
        self._assign_penalty(submission, notebook)
        return not math.isclose(recorded, notebook.late_submission_penalty or 0, abs_tol=1e-6)

    def record(
        self, student: str, submitted: datetime | None, marks: Marks, seen: Mapping[str, str]
    ) -> Points:
        """Write a submission's marks, and return what learners get to know.

        Marks and comments that people gave stay, and come before ours.

        Parameters
        ----------
        seen : the answers that were graded before, which people may have marked, as in `marks`.
        """
        with self._transaction():
            points = self._recorded(student, submitted, marks, seen)
            self._dates.remember(student)
            return points

    def foresee(self, student: str, submitted: datetime | None, marks: Marks) -> Points:
        """Return what `record` would, but for what waits, and leave the gradebook as it is."""
        with self._transaction(keep=False):
            return self._recorded(student, submitted, marks, {})

    def _recorded(
        self, student: str, submitted: datetime | None, marks: Marks, seen: Mapping[str, str]
    ) -> Points:
        self._gradebook.update_or_create_student(student)
        submission = self._gradebook.update_or_create_submission(
            self._assignment, student, timestamp=submitted
        )
        self._dates.put(submission)
        notebook = self._notebook(submission)
        self._write(notebook, marks, seen)
        self._gradebook.db.flush()
        self._assign_penalty(submission, notebook)
        self._gradebook.db.flush()
        return self._points(notebook)

    def _notebook(self, submission: SubmittedAssignment) -> SubmittedNotebook:
        query = self._gradebook.db.query(SubmittedNotebook).filter(
            SubmittedNotebook.assignment_id == submission.id,
            SubmittedNotebook.notebook_id == self._original.id,
        )
        return query.one()

    def _write(self, notebook: SubmittedNotebook, marks: Marks, seen: Mapping[str, str]) -> None:
        """Do what SaveAutoGrades does, which asks for each cell anew.

        A mark by hand waits for people only if the answer is another.
        """
        for name, grade in self._rows(Grade, notebook):
            if name in marks.scores:
                grade.auto_score = marks.scores[name]
                by_hand = grade.manual_score is not None
                if not (by_hand and seen.get(name) == marks.answers[name]):
                    by_people = by_hand or grade.auto_score is None
                    grade.needs_manual_grade = by_people or name in marks.waiting
        for name, comment in self._rows(Comment, notebook):
            if name in marks.comments:
                comment.auto_comment = marks.comments[name]

    def _assign_penalty(self, submission: SubmittedAssignment, notebook: SubmittedNotebook) -> None:
        """Do what AssignLatePenalties does, with the plugin that the course has chosen."""
        notebook.late_submission_penalty = None
        late = submission.total_seconds_late
        if late > 0:
            self._gradebook.db.refresh(notebook, ["score"])
            penalty = self._penalties.penalty(submission.student_id, notebook, late)
            notebook.late_submission_penalty = penalty

    def _points(self, notebook: SubmittedNotebook) -> Points:
        self._gradebook.db.refresh(notebook, ["score", "max_score"])
        return Points(
            {name: self._points_of(grade) for name, grade in self._rows(Grade, notebook)},
            {name: comment.comment for name, comment in self._rows(Comment, notebook)},
            notebook.score,
            notebook.max_score,
            notebook.late_submission_penalty or 0,
        )

    def _points_of(self, grade: Grade) -> CellPoints:
        return CellPoints(grade.score, self._most[grade.cell_id], bool(grade.needs_manual_grade))

    def _rows(self, kind: Any, notebook: SubmittedNotebook) -> Iterator[tuple[str, Any]]:
        """Read the rows of a notebook as they are now, whatever was read before, by name."""
        query = self._gradebook.db.query(kind).filter(kind.notebook_id == notebook.id)
        return ((self._names[row.cell_id], row) for row in query.populate_existing().all())

    def _register(self) -> bool:
        """Tell the gradebook of the assignment, unless it knows; say whether it had to be told."""
        try:
            self._gradebook.find_notebook(self._assignment, self._assignment)
            return False
        except MissingEntry:
            self._gradebook.db.rollback()
        result = self._api.generate_assignment(self._assignment, force=True)
        if not result["success"]:
            raise CourseError(
                f"nbgrader could not register {self._assignment!r}: {result.get('log')}"
            )
        return True

    def _join_transactions(self) -> None:
        """Let all that nbgrader commits within one of our transactions be part of it."""
        self._gradebook.db.remove()
        self._connection = self._gradebook.engine.connect()
        self._gradebook.db = scoped_session(
            sessionmaker(
                bind=self._connection,
                join_transaction_mode="rollback_only",
                expire_on_commit=False,
                future=True,
            )
        )

    @contextmanager
    def _transaction(self, keep: bool = True) -> Iterator[None]:
        with usable(self._url):
            try:
                with self._connection.begin() as transaction:
                    yield
                    self._gradebook.db.commit()
                    if not keep:
                        transaction.rollback()
                        self._gradebook.db.remove()
            except BaseException:
                self._gradebook.db.remove()
                raise
