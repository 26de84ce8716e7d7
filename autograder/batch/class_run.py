"""Grading a class: many processes grade, one writes, and what is done stays done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from autograder.batch.books import Books
from autograder.batch.desk import Place
from autograder.batch.exclusive import exclusive
from autograder.batch.interrupt import Interrupt, Interrupted
from autograder.batch.pool import Pool
from autograder.batch.submissions import submissions
from autograder.batch.task import Task
from autograder.batch.work import Result, Work
from autograder.grading.course import Course, CourseError
from autograder.host import scratch

NOTES = ".unrolled"  # the course directory's folder of locks and journals


class ClassRun:
    """A run over a class.

    Parameters
    ----------
    students : only these learners; all of them if there is none.
    again : whether to grade what is recorded already.

    Raises
    ------
    CourseError : when there is nothing to grade, or a learner was named who submitted nothing.
    """

    def __init__(
        self, course: Course, assignment: str, students: list[str], again: bool = False
    ) -> None:
        course.release(assignment)
        self.assignment = assignment
        self.wanted = _wanted(course.root, assignment, students)
        self._course = course
        self._again = again

    def results(self, jobs: int, accepted_gaps: frozenset[str]) -> Iterator[Result]:
        """Grade and record what is not done yet; yield what there is of each learner.

        Raises
        ------
        CourseError : when something is in the way of all; what is recorded stays.
        Interrupted : after Ctrl-C.
        """
        place = Place(self._course.root, self.assignment, accepted_gaps)
        notes = self._course.root / NOTES / self.assignment
        done = 0
        with ExitStack() as stack:
            stack.enter_context(exclusive(notes.with_suffix(".lock")))
            interrupt = stack.enter_context(Interrupt())
            stack.callback(scratch.sweep)
            pool: Pool[Task] = stack.enter_context(Pool(min(jobs, len(self.wanted))))
            books = stack.enter_context(Books(place, notes.with_suffix(".jsonl")))
            for result in Work(place, pool, books).results(self.wanted, self._again):
                if result is not None:
                    done += 1
                    yield result
                if interrupt.number and done < len(self.wanted):
                    raise Interrupted(done, len(self.wanted), interrupt.number)


def _wanted(course: Path, assignment: str, students: list[str]) -> list[str]:
    found = [submission.student for submission in submissions(course, assignment)]
    if not found:
        raise CourseError(
            f"There are no submissions of {assignment!r} in {course / 'submitted'}: collect them "
            "with `nbgrader collect`, or put them into submitted/<student>/<assignment>/."
        )
    missing = sorted(set(students) - set(found))
    if missing:
        raise CourseError(f"No submission of {assignment!r} by: {', '.join(missing)}.")
    return [student for student in found if not students or student in students]
