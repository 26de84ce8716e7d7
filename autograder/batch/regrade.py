"""Grading a class again in two steps: what would be recorded, and recording it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from autograder.batch.class_run import ClassRun, until_stopped
from autograder.batch.interrupt import Interrupt
from autograder.batch.pool import Pool
from autograder.batch.results_writer import ResultsWriter
from autograder.batch.summary_row import summary_row_of
from autograder.batch.unrecorded import Unrecorded
from autograder.batch.work import Result, Work
from autograder.process.submission_grader import Graded, Place
from autograder.process.task import Grade, Task

if TYPE_CHECKING:
    from autograder.batch.cluster import Cluster


class Regrade:
    """While it is entered, nobody else grades the assignment.

    Raises
    ------
    CourseError : when somebody does, or something is in the way of all.
    """

    def __init__(self, run: ClassRun, jobs: int, accepted_gaps: frozenset[str]) -> None:
        with ExitStack() as stack:
            self._tools = stack.enter_context(run.opened(jobs, accepted_gaps))
            self._unrecorded = stack.enter_context(Unrecorded(run.notes(".unrecorded")))
            self._stack = stack.pop_all()

    def __enter__(self) -> Regrade:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def grade(self, students: list[str]) -> Iterator[Result]:
        """Grade submissions again and put aside what comes out; yield it.

        Raises
        ------
        Interrupted : after Ctrl-C.
        """
        yield from _all(_Preview(*self._tools, self._unrecorded), students)

    def record(self, students: list[str]) -> Iterator[Result]:
        """Record what was put aside; yield what is done.

        Raises
        ------
        Interrupted : after Ctrl-C; what is recorded stays.
        """
        yield from _all(Work(*self._tools, self._unrecorded.recall), students)


class _Preview(Work):
    """Work that records nothing."""

    def __init__(
        self,
        place: Place,
        pool: Pool[Task] | Cluster[Task],
        writer: ResultsWriter,
        unrecorded: Unrecorded,
    ) -> None:
        super().__init__(place, pool, writer, partial(Grade, place))
        self._unrecorded = unrecorded

    def take(self, student: str, graded: Graded) -> Result:
        """Put a graded submission aside."""
        self._unrecorded.keep(student, graded)
        penalty = self._writer.foresee(student, graded).late_penalty
        return Result(summary_row_of(student, graded), graded.verdict, penalty)


def _all(work: Work, students: list[str]) -> Iterator[Result]:
    with Interrupt() as interrupt:
        results = work.results(students, again=True)
        yield from until_stopped(results, len(students), interrupt)
