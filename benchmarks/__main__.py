"""Timings of grading `cells`, side by side in one run: `make bench`.

The same class of correct submissions is graded by nbgrader alone, by nbgrader with our grader, by
otter-grader and by `unrolled grade` with one process and with two. The floor is the same cells and
the same comparisons in one warm process, with nothing around them.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from rich.console import Console

from autograder.content import assignments
from benchmarks.classes import PROJECT, correct_class
from benchmarks.dask import dask_overhead
from benchmarks.floor import floor
from benchmarks.latency import mark, slowest_check, worker_starts
from benchmarks.measured import Measured, markdown, write
from benchmarks.otter import otter
from benchmarks.ways import nbgrader_with_our_grader, stock_nbgrader, unrolled

DOCUMENT = PROJECT / "docs/performance.md"
NBGRADER = {
    "nbgrader alone": stock_nbgrader,
    "nbgrader with our grader": nbgrader_with_our_grader,
}
OTTER = "otter-grader"
JOBS = (1, 2)

console = Console(stderr=True)


def main() -> None:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=200, help="how large the class is")
    parser.add_argument(
        "--slowly", type=int, default=40, help="how many of them the slow ways grade"
    )
    parser.add_argument("--most", type=int, default=1000, help="the largest class of all")
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT.name}, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = _measured(Path(folder), options.learners, options.slowly, options.most)
    if options.write:
        write(measured, DOCUMENT)
    print(markdown(measured))


def _measured(folder: Path, learners: int, slowly: int, most: int) -> Measured:
    measured = Measured((*NBGRADER, OTTER))
    _measure_ways(measured, folder, learners, slowly)
    _measure_growth(measured, folder, most)
    with console.status("One notebook, and checks …"):
        measured.marks = mark(folder)
        measured.worker_starts = worker_starts()
        measured.checks = {assignment: slowest_check(assignment) for assignment in assignments()}
    with console.status("Dask …"):
        measured.dask = dask_overhead()
    return measured


def _measure_ways(measured: Measured, folder: Path, learners: int, slowly: int) -> None:
    course = correct_class(folder / "class", learners)
    for name, grade in NBGRADER.items():
        with console.status(f"{name}, {slowly} submissions …"):
            measured.ways[name] = slowly, grade(folder, slowly).seconds
    with console.status(f"{OTTER}, {slowly} submissions …"):
        measured.ways[OTTER] = slowly, otter(course, slowly)
    for jobs in JOBS:
        with console.status(f"unrolled grade, {learners} submissions, {jobs} at a time …"):
            measured.ways[f"unrolled grade --jobs {jobs}"] = (
                learners,
                unrolled(course, jobs).seconds,
            )
    with console.status("The floor …"):
        total = floor(course, learners)
    measured.ways["the floor"] = learners, total
    measured.floor = total / learners


def _measure_growth(measured: Measured, folder: Path, most: int) -> None:
    sizes = [size for size in (1, 10, 100, 1000, 10_000) if size <= most]
    for jobs in JOBS:
        measured.growth[jobs] = {}
        for size in sizes:
            with console.status(f"{size} submissions, {jobs} at a time …"):
                course = correct_class(folder / f"{size}by{jobs}", size)
                measured.growth[jobs][size] = unrolled(course, jobs)


if __name__ == "__main__":
    main()
