"""How long one person waits: for `unrolled mark` from a cold start, and for a check."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from autograder.host import Sandbox
from benchmarks.classes import PROJECT, correct_class, run

TRIES = 5
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


def mark(folder: Path) -> list[float]:
    """Measure seconds of several runs of `unrolled mark`, each a new process."""
    course = correct_class(folder / "one", 1)
    notebook = "submitted/learner0000/cells/cells.ipynb"
    command = ("unrolled", "mark", notebook, "--assignment", "cells", "--course", ".")
    return sorted(run(course, *command).seconds for _ in range(TRIES))


def slowest_check(assignment: str) -> float:
    """Measure the seconds of the slowest check of an assignment, as its learners run it."""
    folder = PROJECT / "source_release/release" / assignment
    command = [sys.executable, "-c", CHECK, assignment]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return max(float(line.split()[1]) for line in result.stdout.splitlines() if "TIME" in line)


def worker_starts() -> list[float]:
    """Measure the seconds until a worker is there, its layers entered and verified."""

    def start() -> float:
        started = time.perf_counter()
        with sandbox.worker():
            return time.perf_counter() - started

    with Sandbox() as sandbox:
        sandbox.require_layers()
        return sorted(start() for _ in range(TRIES))
