"""How much of its budget right work takes on a busy machine: `python -m benchmarks.margin`.

Every sample submission with full marks is graded while three processes keep each core busy, and the
slowest of each assignment is shown. They are written in many styles, loops over single elements
among them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.budget import Budget
from autograder.content import assignments
from autograder.demo.sample import samples
from autograder.grading.course import Course
from autograder.grading.grader import Grader
from autograder.grading.rebuild import rebuild
from autograder.grading.submission import parse
from autograder.host import Allowance, Sandbox

PROJECT = Path(__file__).parents[1]
RELEASES = PROJECT / "source_release" / "release"
BUSY = 3  # processes for each core


@dataclass(frozen=True)
class Used:
    """What grading one submission took, in seconds."""

    name: str
    code: float
    processor: float
    wall: float


def margin(assignment: str) -> list[Used]:
    """Measure every sample of an assignment that gets full marks."""
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        (course / "release").mkdir()
        (course / "release" / assignment).symlink_to(RELEASES / assignment)
        with Grader(Course(course), assignment, Sandbox()) as grader:
            group = samples(grader.release, assignment, mistaken=0)
            right = [sample for sample in group if not sample.expected.get("unreadable")]
            used = (_used(grader, sample.name, sample.notebook) for sample in right)
            return [each for each in used if each is not None]


def _used(grader: Grader, name: str, notebook: bytes) -> Used | None:
    allowance = Allowance(Budget().code_seconds)
    started, processor = time.monotonic(), time.process_time()
    verdict = grader.grade(rebuild(grader.release, parse(notebook)), allowance=allowance)
    wall, processor = time.monotonic() - started, time.process_time() - processor
    if verdict.score != verdict.max_score:
        return None
    return Used(name, allowance.seconds - allowance.left, processor, wall)


@contextmanager
def busy_machine() -> Iterator[None]:
    """Keep all cores busy with something else."""
    context = multiprocessing.get_context("spawn")
    others = [
        context.Process(target=_burn, daemon=True) for _ in range(BUSY * (os.cpu_count() or 1))
    ]
    for other in others:
        other.start()
    try:
        yield
    finally:
        for other in others:
            other.kill()


def _burn() -> None:
    while True:
        pass


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("assignments", nargs="*", default=assignments())
    options = parser.parse_args()
    budget = Budget()
    table = Table(title="The slowest right submission on a busy machine, of its budget")
    for heading in ("Assignment", "Submission", "Code", "Processor", "All"):
        table.add_column(
            heading, justify="left" if heading in ("Assignment", "Submission") else "right"
        )
    with busy_machine():
        for assignment in options.assignments:
            slowest = max(margin(assignment), key=lambda used: used.wall)
            table.add_row(
                assignment,
                slowest.name,
                _share(slowest.code, budget.code_seconds),
                _share(slowest.processor, budget.cpu_seconds),
                _share(slowest.wall, budget.seconds),
            )
    Console().print(table)


def _share(seconds: float, limit: float) -> str:
    return f"{seconds:.1f} s of {limit:g}"


if __name__ == "__main__":
    main()
