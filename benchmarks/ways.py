"""The ways to grade a class of `cells`; each ends with the learners' feedback pages."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.classes import Cost, correct_class, run


def stock_nbgrader(folder: Path, learners: int) -> Cost:
    """Grade with nbgrader alone, which runs the notebooks and has no hidden checks at all."""
    return _nbgrader(correct_class(folder / "stock", learners, stock=True))


def nbgrader_with_our_grader(folder: Path, learners: int) -> Cost:
    """Grade with nbgrader's commands and the course's configuration."""
    return _nbgrader(correct_class(folder / "ours", learners))


def unrolled(course: Path, jobs: int) -> Cost:
    """Grade a class with `unrolled grade`, as if it never had been."""
    for done in (".unrolled", "autograded", "feedback"):
        shutil.rmtree(course / done, ignore_errors=True)
    return run(course, "unrolled", "grade", "cells", "--course", ".", f"--jobs={jobs}")


def _nbgrader(course: Path) -> Cost:
    graded = run(course, "nbgrader", "autograde", "cells", "--force")
    printed = run(course, "nbgrader", "generate_feedback", "cells", "--force")
    return Cost(graded.seconds + printed.seconds, max(graded.megabytes, printed.megabytes))
