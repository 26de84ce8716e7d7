"""A progress bar over a class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.batch.class_run import ClassRun
from autograder.batch.summary_row import SummaryRow
from autograder.batch.work import Result

T = TypeVar("T")


def graded_with_progress(
    run: ClassRun,
    jobs: int,
    accepted_gaps: frozenset[str],
    look: Callable[[Result], None] = lambda result: None,
) -> list[SummaryRow]:
    """Grade a class and return its rows; the bar goes to standard error.

    `look` sees each result once, with its verdict.
    """
    rows = []
    results = run.results(jobs, accepted_gaps)
    for result in shown(results, f"Grading {run.assignment}", len(run.wanted)):
        look(result)
        rows.append(result.row)
    return rows


def shown(results: Iterable[T], what: str, total: int) -> Iterator[T]:
    """Yield results while a bar on standard error shows how many there were."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task(what, total=total)
        for result in results:
            yield result
            progress.advance(task)
