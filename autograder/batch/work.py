"""The work on a class, step by step: grade, record, print the page, finish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from autograder.batch.pool import Done, Pool
from autograder.batch.results_writer import ResultsWriter
from autograder.batch.summary_row import SummaryRow, summary_row_of
from autograder.grading.course import CourseError
from autograder.grading.verdict import Verdict
from autograder.host import SandboxFault
from autograder.pages.plain import plain_page
from autograder.pages.points import Points
from autograder.process.process import Died, Overrun
from autograder.process.retrying import OF_ALL
from autograder.process.submission_grader import Graded, Place
from autograder.process.task import Grade, Print, Task, given_up

if TYPE_CHECKING:
    from autograder.batch.cluster import Cluster

LOOK_UP_SECONDS = 0.2  # how often to look whether somebody wants to stop
AHEAD = 2  # submissions on their way for each process, so that none waits for the writer


@dataclass(frozen=True)
class Result:
    """A learner's row, and the verdict if it was reached just now.

    `penalty` is what would be taken off for lateness, where that was only foreseen.
    """

    row: SummaryRow
    verdict: Verdict | None = None
    penalty: float = 0.0


class Work:
    """Takes each submission through the processes to the writer.

    Parameters
    ----------
    first : the task that a submission begins with: it is graded, or was before.
    """

    def __init__(
        self,
        place: Place,
        pool: Pool[Task] | Cluster[Task],
        writer: ResultsWriter,
        first: Callable[[str], Task],
    ) -> None:
        self._place = place
        self._pool = pool
        self._writer = writer
        self._first = first
        self._recorded: dict[str, tuple[Graded, Points]] = {}  # whose page is being printed
        self._failed: set[str] = set()

    def results(self, students: Iterable[str], again: bool) -> Iterator[Result | None]:
        """Yield what there is of each learner, and None in between while nothing happens."""
        waiting = iter(students)
        while True:
            yield from self._start(waiting, again)
            if not self._pool.unfinished:
                return
            ends = self._pool.done(LOOK_UP_SECONDS)
            yield from (self.next_step(end) for end in ends)
            if not ends:
                yield None

    def _start(self, waiting: Iterator[str], again: bool) -> Iterator[Result]:
        while self._pool.unfinished < AHEAD * self._pool.jobs:
            student = next(waiting, None)
            if student is None:
                return
            row = None if again else self._writer.finished(student)
            if row is None:
                self._pool.submit(self._first(student))
            else:
                yield Result(row)

    def next_step(self, end: Done[Task]) -> Result | None:
        """Do what follows a task; return what there is of the learner, if that was the last."""
        if isinstance(end.error, OF_ALL):
            raise end.error
        student = end.task.student
        if isinstance(end.task, Print):
            return self.finish(student, end)
        if end.error is None:
            return self.take(student, end.result)
        if isinstance(end.task, Grade):
            self._try_again(end.task, end.error)
            return None
        return _unrecorded(student, end.error)

    def _try_again(self, task: Grade, error: Exception) -> None:
        """Grade a submission anew on which the grader failed, and give up the second time."""
        if not isinstance(error, Died) and task.student not in self._failed:
            self._failed.add(task.student)
            self._pool.submit_first(task)
        elif isinstance(error, SandboxFault):
            raise error  # no other submission can do without a sandbox, either
        else:
            self._pool.submit_first(given_up(task, error))

    def take(self, student: str, graded: Graded) -> Result | None:
        """Record a graded submission, and have its page printed."""
        try:
            points = self._writer.record(student, graded)
        except OSError as error:
            return _unrecorded(student, error)
        self._recorded[student] = graded, points
        self._pool.submit_first(Print(student, self._place.assignment, graded.notebook, points))
        return None

    def finish(self, student: str, end: Done[Task]) -> Result | None:
        """Put the page of a recorded submission in place."""
        graded, points = self._recorded.pop(student)
        try:
            if end.error is None:
                return Result(self._writer.finish(student, graded, end.result), graded.verdict)
            if isinstance(end.error, Overrun):
                page = plain_page(self._place.assignment, points).encode()
                row = self._writer.finish(student, graded, page)
                trouble = f"the feedback page says only the points: {end.error}"
                return Result(replace(row, trouble=row.trouble or trouble), graded.verdict)
            raise end.error
        except CourseError:
            raise
        except Exception as error:
            row = summary_row_of(student, graded)
            return Result(replace(row, trouble=f"no feedback page: {error}"), graded.verdict)


def _unrecorded(student: str, error: Exception) -> Result:
    return Result(SummaryRow(student, trouble=f"not recorded: {type(error).__name__}: {error}"))
