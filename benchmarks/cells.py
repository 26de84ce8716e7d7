"""Timings of grading `cells`, side by side in one run: `make bench`.

A class of correct submissions is graded by stock nbgrader, which executes the notebooks in kernels
and has no hidden checks at all, by nbgrader with our grader, and by `unrolled grade` with one and
two processes; each way ends with the learners' feedback pages. The floor is the same cells and the
same comparisons in one warm process.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder.graders.registry import ASSIGNMENTS
from benchmarks.classes import PROJECT, correct_class, run
from benchmarks.floor import floor

SIZES = (1, 10, 100)
UNROLLED = ("unrolled", "grade", "cells", "--course", ".", "--again", "--jobs")

CHECK = """
import importlib, sys, time
import workbook
from autograder.graders.registry import assignment_named

solutions = importlib.import_module(f"solutions.{sys.argv[1]}")
for exercise in assignment_named(sys.argv[1]).exercises:
    start = time.perf_counter()
    workbook.check(getattr(solutions, exercise.name))
    print("TIME", time.perf_counter() - start)
"""


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=40, help="how large the class is")
    learners = parser.parse_args().learners
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        console.print(_ways(Path(folder), learners))
        console.print(_growth(Path(folder)))
        course = correct_class(Path(folder) / "one", 1)
        notebook = "submitted/learner0000/cells/cells.ipynb"
        mark = partial(run, course, "unrolled", "mark", notebook, "--assignment", "cells")
        seconds = min(_timed(partial(mark, "--course", ".")) for _ in range(3))
        console.print(f"unrolled mark, one notebook from a cold start: {seconds:.2f} s")
    for assignment in ASSIGNMENTS:
        slowest = _slowest_check(assignment)
        console.print(f"check in {assignment}, the slowest exercise: {slowest:.4f} s")


def _ways(folder: Path, learners: int) -> Table:
    """Grade one class in every way."""
    stock = correct_class(folder / "stock", learners, stock=True)
    ours = correct_class(folder / "ours", learners)
    seconds = {
        "nbgrader, stock": _timed(partial(_with_nbgrader, stock)),
        "nbgrader, our grader": _timed(partial(_with_nbgrader, ours)),
        "unrolled grade --jobs 1": _timed(partial(run, ours, *UNROLLED, "1")),
        "unrolled grade --jobs 2": _timed(partial(run, ours, *UNROLLED, "2")),
        "the floor": floor(ours, learners),
    }
    slowest = seconds["nbgrader, stock"]
    table = Table(title=f"{learners} correct submissions of cells, {os.cpu_count()} cores")
    for heading in ("How", "Seconds", "Per submission", "Times as fast"):
        table.add_column(heading, justify="left" if heading == "How" else "right")
    for name, total in seconds.items():
        each, ratio = total / learners, slowest / total
        table.add_row(name, f"{total:.1f}", f"{each:.3f}", f"{ratio:.1f}")
    return table


def _growth(folder: Path) -> Table:
    """Grade classes of several sizes."""
    table = Table(title="unrolled grade --jobs 2, by the size of the class")
    for heading in ("Submissions", "Seconds", "Each further one"):
        table.add_column(heading, justify="right")
    before = (0, 0.0)
    for size in SIZES:
        course = correct_class(folder / f"class{size}", size)
        seconds = _timed(partial(run, course, *UNROLLED, "2"))
        further = (seconds - before[1]) / (size - before[0])
        table.add_row(str(size), f"{seconds:.1f}", f"{further:.3f}" if before[0] else "")
        before = (size, seconds)
    return table


def _with_nbgrader(course: Path) -> None:
    run(course, "nbgrader", "autograde", "cells", "--force")
    run(course, "nbgrader", "generate_feedback", "cells", "--force")


def _slowest_check(assignment: str) -> float:
    folder = PROJECT / "source_release/release" / assignment
    command = [sys.executable, "-c", CHECK, assignment]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return max(float(line.split()[1]) for line in result.stdout.splitlines() if "TIME" in line)


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
