"""Grading a class: many processes grade, one writes, and what is done stays done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.batch.exclusive import exclusive
from autograder.batch.interrupt import Interrupt, Interrupted
from autograder.batch.pool import Pool
from autograder.batch.results_writer import ResultsWriter
from autograder.batch.submissions import handed_in
from autograder.batch.work import Result, Work
from autograder.budget import Budget
from autograder.graders.registry import assignment_named
from autograder.grading.course import Course, CourseError
from autograder.grading.fit import points_in
from autograder.host import scratch
from autograder.process.submission_grader import Place
from autograder.process.task import Grade, Task

if TYPE_CHECKING:
    from autograder.batch.cluster import Cluster

USUAL_BUDGET = Budget()


class ClassRun:
    """A run over a class.

    Parameters
    ----------
    students : only these learners; all of them if there is none.
    dask : address of the scheduler of a Dask cluster that grades instead of this machine.
    budget : what each submission may use.

    Raises
    ------
    CourseError : when there is nothing to grade, a learner was named who submitted nothing, or the
        release is not as the course has set it.
    """

    def __init__(
        self,
        course: Course,
        assignment: str,
        students: list[str],
        dask: str | None = None,
        budget: Budget = USUAL_BUDGET,
    ) -> None:
        points_in(course.release(assignment), assignment_named(assignment))
        self.assignment = assignment
        self.wanted = _wanted(course.root, assignment, students)
        self._course = course
        self._dask = dask
        self._budget = budget

    def results(self, jobs: int, accepted_gaps: frozenset[str]) -> Iterator[Result]:
        """Grade and record what is not done yet; yield what there is of each learner.

        Raises
        ------
        CourseError : when something is in the way of all; what is recorded stays.
        Interrupted : after Ctrl-C.
        """
        with Interrupt() as interrupt, self.opened(jobs, accepted_gaps) as (place, pool, writer):
            writer.update_dates()
            work = Work(place, pool, writer, partial(Grade, place))
            results = work.results(self.wanted, again=False)
            yield from until_stopped(results, len(self.wanted), interrupt)

    def notes(self, ending: str) -> Path:
        """Return where lock, run log or unrecorded marks of the assignment are."""
        return self._course.notes(self.assignment, ending)

    @contextmanager
    def opened(
        self, jobs: int, accepted_gaps: frozenset[str]
    ) -> Iterator[tuple[Place, Pool[Task] | Cluster[Task], ResultsWriter]]:
        """Have processes and whoever writes ready, and nobody else grade the assignment.

        Raises
        ------
        CourseError : when somebody does, or the gradebook or a folder cannot be opened.
        """
        place = Place(self._course.root, self.assignment, accepted_gaps, self._budget)
        with ExitStack() as stack:
            stack.enter_context(exclusive(self.notes(".lock")))
            stack.callback(scratch.sweep)
            pool = self._pool(jobs, place)
            stack.enter_context(pool)
            writer = stack.enter_context(ResultsWriter(place, self.notes(".jsonl")))
            yield place, pool, writer

    def _pool(self, jobs: int, place: Place) -> Pool[Task] | Cluster[Task]:
        if self._dask is None:
            return Pool(min(jobs, len(self.wanted)), self._budget)
        return cluster(self._dask, f"unrolled {self.notes('')}", place)


def cluster(address: str, name: str, *places: Place) -> Cluster[Task]:
    """Return the workers of a Dask cluster.

    Raises
    ------
    CourseError : when there are none, or Dask is not installed.
    """
    try:
        from autograder.batch.cluster import Cluster
    except ModuleNotFoundError as error:
        raise CourseError(
            f"--dask needs {error.name}: install it with `pip install 'unrolled[cluster]'`."
        ) from None
    return Cluster(address, name, *places)


def until_stopped(
    results: Iterable[Result | None], wanted: int, interrupt: Interrupt
) -> Iterator[Result]:
    """Yield what there is of each learner.

    Raises
    ------
    Interrupted : after Ctrl-C, unless it was the last one.
    """
    done = 0
    for result in results:
        if result is not None:
            done += 1
            yield result
        if interrupt.number and done < wanted:
            raise Interrupted(done, wanted, interrupt.number)


def _wanted(course: Path, assignment: str, students: list[str]) -> list[str]:
    found = handed_in(course, assignment)
    if not found:
        raise CourseError(
            f"There are no submissions of {assignment!r} in {course / 'submitted'}: collect them "
            "with `nbgrader collect`, or `unrolled collect` from a zip, or put them into "
            "submitted/<student>/<assignment>/."
        )
    missing = sorted(set(students) - set(found))
    if missing:
        raise CourseError(f"No submission of {assignment!r} by: {', '.join(missing)}.")
    return [student for student in found if not students or student in students]
