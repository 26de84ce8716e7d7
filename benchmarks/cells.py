"""Timings of grading `cells`, side by side in one run: `make bench`.

A class of correct submissions is graded three ways, in turn: by stock nbgrader, which executes the
notebooks in kernels and has no hidden checks at all; by nbgrader with our grader; and by
`unrolled grade`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import nbformat
from rich.console import Console
from rich.table import Table

from autograder.demo.sample import solved

PROJECT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent
STUDENTS = 20
ROUNDS = 2

CHECK = """
import time
import workbook
from solutions.cells import *
workbook.check(softmax)
for function in (softmax, rnn_cell_forward, rnn_forward, rnn_cell_backward, rnn_backward,
                 output_backward, rnn_loss_and_gradients):
    start = time.perf_counter()
    workbook.check(function)
    print("TIME", time.perf_counter() - start)
"""


def main() -> None:
    """Run the benchmark and print its tables."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        courses = {
            "nbgrader autograde, stock": (_course(folder, "stock", False), "nbgrader"),
            "nbgrader autograde, our grader": (_course(folder, "plugin", True), "nbgrader"),
            "unrolled grade": (_course(folder, "batch", True), "unrolled"),
        }
        seconds = {name: float("inf") for name in courses}
        for _ in range(ROUNDS):
            for name, (course, command) in courses.items():
                seconds[name] = min(seconds[name], _timed(partial(_grade, course, command)))
        console.print(_table(seconds))
        mark = _timed(lambda: _run(courses["unrolled grade"][0], *_mark_arguments()))
        console.print(f"unrolled mark, one notebook from a cold start: {mark:.2f} s")
        console.print(f"check in the notebook, the slowest exercise: {_slowest_check():.4f} s")


def _course(folder: str, name: str, with_plugin: bool) -> Path:
    course = Path(folder) / name
    shutil.copytree(PROJECT / "source_release", course, ignore=shutil.ignore_patterns("*.db"))
    if not with_plugin:
        (course / "nbgrader_config.py").write_text("c = get_config()\n")
    release = nbformat.read(course / "release/cells/cells.ipynb", as_version=4)
    for number in range(STUDENTS):
        target = course / f"submitted/student{number:03d}/cells"
        target.mkdir(parents=True)
        nbformat.write(solved(release, "cells"), target / "cells.ipynb")
        if not with_plugin:  # stock nbgrader executes next to the files of the submission
            for path in (course / "release/cells").glob("[!.]*[!b]"):
                shutil.copy(path, target)
    _run(course, "nbgrader", "generate_assignment", "cells", "--force")
    return course


def _grade(course: Path, command: str) -> None:
    arguments = {
        "nbgrader": ("nbgrader", "autograde", "cells", "--force"),
        "unrolled": ("unrolled", "grade", "cells", "--course", "."),
    }
    _run(course, *arguments[command])


def _mark_arguments() -> tuple[str, ...]:
    notebook = "submitted/student000/cells/cells.ipynb"
    return ("unrolled", "mark", notebook, "--assignment", "cells", "--course", ".")


def _run(course: Path, *arguments: str) -> None:
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(arguments, cwd=course, env=environment, check=True, capture_output=True)


def _slowest_check() -> float:
    folder = PROJECT / "source_release/release/cells"
    result = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=folder, capture_output=True, text=True, check=True
    )
    return max(float(line.split()[1]) for line in result.stdout.splitlines() if "TIME" in line)


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _table(seconds: dict[str, float]) -> Table:
    first = next(iter(seconds.values()))
    table = Table(title=f"Grading {STUDENTS} correct submissions of cells")
    for heading in ("How", "Seconds", "Per submission", "Times as fast"):
        table.add_column(heading, justify="left" if heading == "How" else "right")
    for name, total in seconds.items():
        table.add_row(name, f"{total:.1f}", f"{total / STUDENTS:.2f}", f"{first / total:.1f}")
    return table


if __name__ == "__main__":
    main()
