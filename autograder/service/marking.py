"""Marking by question: all answers of a class to one question, one after the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from autograder import content
from autograder.batch.exclusive import exclusive
from autograder.batch.json_lines import JsonLines
from autograder.batch.marking import give
from autograder.batch.questions import Mark, Question, marks_of_question, questions
from autograder.budget import Budget
from autograder.grading.course import NOTES, Course
from autograder.pages.markdown import html_of
from autograder.pages.outline import outline
from autograder.pages.page import fitting
from autograder.service.answers import Answer, Answers, Unreadable

FILE = "marks.jsonl"
LONGEST_COMMENT = 20_000


class Refused(Exception):
    """A mark that is not written down; says why, and what to do."""


@dataclass(frozen=True)
class Row:
    """An answer and what it has.

    Parameters
    ----------
    trouble : why the answer cannot be shown.
    """

    mark: Mark
    answer: Answer | None
    trouble: str = ""

    @property
    def seen(self) -> str:
        """Tells this answer with this mark from what may be there later."""
        answer = self.answer.digest if self.answer else self.trouble
        given = f"{answer} {self.mark.given} {self.mark.comment} {self.mark.waits}"
        return sha256(given.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Sheet:
    """What is needed to mark one question; texts as HTML."""

    assignment: str
    question: str
    max_points: float
    asked: Markup
    rubric: Markup
    rows: tuple[Row, ...]


class Marking:
    """Reads answers, and writes marks by people down; safe to use from any thread."""

    def __init__(self, course: Path, budget: Budget) -> None:
        self._course = Course(course)
        self._answers = Answers(course, budget)
        self._log = JsonLines(course / NOTES / FILE)

    def questions(self) -> list[Question]:
        """List what there is to mark."""
        return questions(self._course.root)

    def sheet(self, assignment: str, question: str) -> Sheet | None:
        """Return all answers to a question; None if there are none.

        Raises
        ------
        CourseError : when gradebook or release cannot be read.
        """
        marks = marks_of_question(self._course.root, assignment, question)
        if not marks:
            return None
        tasks = outline(self._course.release(assignment)).tasks
        asked = next((task.question for task in tasks if task.name == question), None)
        rubric = self._course.rubrics(assignment).get(question, "")
        return Sheet(
            assignment,
            question,
            marks[0].max_points,
            fitting(html_of(asked.source if asked else "", asked and asked.get("attachments"))),
            fitting(html_of(rubric)),
            tuple(map(self._row, marks)),
        )

    def give(
        self, by: str, row: tuple[str, str, str], seen: str, points: str, comment: str
    ) -> Row | None:
        """Write down what a person gives, unless it is for something else than they have seen.

        Parameters
        ----------
        row : assignment, question and submission; None is returned where there is no such answer.
        seen : of the answer and the mark that the person had before them.

        Raises
        ------
        Refused : when something is there that they have not seen, or the points cannot be given.
        CourseError : when the gradebook cannot be written, or somebody grades the assignment.
        """
        assignment = row[0]
        if assignment not in content.assignments():
            return None
        with exclusive(self._course.notes(assignment, ".lock")):
            before = self._find(row)
            if before is None:
                return None
            if before.seen != seen:
                raise Refused(_changed(before.mark))
            number, mark = _points(points, before.mark.max_points), before.mark
            if len(comment) > LONGEST_COMMENT:
                raise Refused(f"A comment may have {LONGEST_COMMENT:,} characters.")
            self._log.append(
                {
                    "by": by,
                    "at": datetime.now(UTC).isoformat(),
                    **{"student": mark.student, "assignment": assignment, "question": row[1]},
                    **{"points": number, "comment": comment},
                    **{"points_before": mark.given, "comment_before": mark.comment},
                }
            )
            give(self._course.root, mark, number, comment)
            return self._find(row)

    def _find(self, row: tuple[str, str, str]) -> Row | None:
        assignment, question, submission = row
        marks = marks_of_question(self._course.root, assignment, question)
        found = [mark for mark in marks if mark.submission == submission]
        return self._row(found[0]) if found else None

    def _row(self, mark: Mark) -> Row:
        try:
            answer = self._answers.of(mark.student, mark.assignment, mark.question)
        except Unreadable as error:
            return Row(mark, None, str(error))
        return Row(mark, answer)


def _points(text: str, most: float) -> float:
    try:
        points = float(text)
    except ValueError:
        points = math.nan
    if not 0 <= points <= most:
        raise Refused(f"Points go from 0 to {most:g}: {text[:20]!r} cannot be given.")
    return points


def _changed(mark: Mark) -> str:
    if mark.given is None:
        return "The answer or its mark has changed meanwhile: load the page again."
    return (
        f"Somebody has given {mark.given:g} points meanwhile, or the answer is another: load the "
        "page again."
    )
