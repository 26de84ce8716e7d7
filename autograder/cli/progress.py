"""A progress bar over a class."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.batch.class_run import ClassRun, Line


def graded_with_progress(run: ClassRun, jobs: int, accepted_gaps: frozenset[str]) -> list[Line]:
    """Grade a class and return its lines; the bar goes to standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    lines = []
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task(f"Grading {run.assignment}", total=len(run.wanted))
        for line in run.lines(jobs, accepted_gaps):
            lines.append(line)
            progress.advance(task)
    return lines
