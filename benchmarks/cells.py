"""Timings of grading `cells`, side by side in one run: `make bench`.

A class of correct submissions is graded three ways, in turn: by stock nbgrader, which executes the
notebooks in kernels and has no hidden checks at all; by nbgrader with our grader; and by
`unrolled grade`. Each way ends with the learners' feedback pages.
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
from autograder.graders.registry import ASSIGNMENTS

PROJECT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent
STUDENTS = 20
ROUNDS = 2

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
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        courses = {
            "nbgrader, stock": (_course(folder, "stock", False), "nbgrader"),
            "nbgrader, our grader": (_course(folder, "plugin", True), "nbgrader"),
            "unrolled grade": (_course(folder, "batch", True), "unrolled"),
        }
        seconds = {name: float("inf") for name in courses}
        for _ in range(ROUNDS):
            for name, (course, command) in courses.items():
                seconds[name] = min(seconds[name], _timed(partial(_grade, course, command)))
        console.print(_table(seconds))
        mark = _timed(lambda: _run(courses["unrolled grade"][0], *_mark_arguments()))
        console.print(f"unrolled mark, one notebook from a cold start: {mark:.2f} s")
        for assignment in ASSIGNMENTS:
            slowest = _slowest_check(assignment)
            console.print(f"check in {assignment}, the slowest exercise: {slowest:.4f} s")


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
    """Grade the class and write its feedback pages."""
    if command == "nbgrader":
        _run(course, "nbgrader", "autograde", "cells", "--force")
        _run(course, "nbgrader", "generate_feedback", "cells", "--force")
    else:
        _run(course, "unrolled", "grade", "cells", "--course", ".", "--again")


def _mark_arguments() -> tuple[str, ...]:
    notebook = "submitted/student000/cells/cells.ipynb"
    return ("unrolled", "mark", notebook, "--assignment", "cells", "--course", ".")


def _run(course: Path, *arguments: str) -> None:
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(arguments, cwd=course, env=environment, check=True, capture_output=True)


def _slowest_check(assignment: str) -> float:
    folder = PROJECT / "source_release/release" / assignment
    command = [sys.executable, "-c", CHECK, assignment]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
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
