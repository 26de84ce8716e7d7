"""A progress bar over a class."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.batch.class_run import ClassRun
from autograder.batch.line import Line
from autograder.batch.work import Result


def graded_with_progress(
    run: ClassRun,
    jobs: int,
    accepted_gaps: frozenset[str],
    look: Callable[[Result], None] = lambda result: None,
) -> list[Line]:
    """Grade a class and return its lines; the bar goes to standard error.

    `look` sees each result once, with its verdict.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    lines = []
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task(f"Grading {run.assignment}", total=len(run.wanted))
        for result in run.results(jobs, accepted_gaps):
            look(result)
            lines.append(result.line)
            progress.advance(task)
    return lines
