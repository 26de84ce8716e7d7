"""Several graders side by side: what runs learners' code need not wait for the gradebook."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.submissions import Submission
from autograder.grading.course import Course
from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import Unreadable, collected, parse, read_bytes
from autograder.grading.verdict import Verdict
from autograder.host import Sandbox


@dataclass(frozen=True)
class Graded:
    """A verdict and what the cells put out, by cell id: enough to fill in a notebook."""

    verdict: Verdict
    sources: dict[str, str]
    outputs: dict[str, tuple[list[dict[str, Any]], int | None]]


def grade_all(
    course: Course,
    assignment: str,
    wanted: list[Submission],
    jobs: int,
    accepted_gaps: frozenset[str],
) -> Iterator[tuple[Submission, Graded | None]]:
    """Grade submissions in `jobs` processes and yield each as it is done.

    None comes in place of a result when a process was lost, or the grader failed as a whole:
    then whoever asks grades it anew, and sees why.

    Raises
    ------
    LayerMissing : at once, when the sandbox cannot be had here.
    """
    with Sandbox(accepted_gaps):
        pass
    arguments = (course, assignment, accepted_gaps)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _start, arguments) as pool:
        futures = {pool.submit(_grade, one.notebook): one for one in wanted}
        for future in as_completed(futures):
            yield futures[future], _result(future)


def _result(future: Future[Graded]) -> Graded | None:
    try:
        return future.result()
    except Exception:
        return None


_grader: Grader


def _start(course: Course, assignment: str, accepted_gaps: frozenset[str]) -> None:
    global _grader
    _grader = Grader(course, assignment, accepted_gaps)


def _grade(path: Path) -> Graded:
    try:
        notebook = rebuild(_grader.release, parse(read_bytes(path, collected(path))))
    except Unreadable as unreadable:
        return Graded(_grader.unreadable(str(unreadable)), {}, {})
    verdict = _grader.grade(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return Graded(
        verdict,
        {cell.id: cell.source for cell in code},
        {cell.id: (cell.outputs, cell.execution_count) for cell in code},
    )
