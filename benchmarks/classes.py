"""Classes of correct submissions, as course directories to be graded, and commands that do it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.demo.sample import solved

PROJECT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True)
class Cost:
    """What a command took: wall time, and the most memory that one of its processes had.

    Linux counts the memory of who started the command, too, so that this is an upper limit.
    """

    seconds: float
    megabytes: float


def correct_class(root: Path, learners: int, *, stock: bool = False) -> Path:
    """Make a course directory with so many correct submissions of `cells`, and register it.

    With `stock`, nothing of ours is in it but the notebooks.
    """
    shutil.copytree(PROJECT / "source_release", root, ignore=shutil.ignore_patterns("*.db"))
    if stock:
        (root / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    release = nbformat.read(root / "release/cells/cells.ipynb", as_version=4)
    notebook = nbformat.writes(solved(release, "cells"))
    for number in range(learners):
        target = root / f"submitted/learner{number:04d}/cells"
        target.mkdir(parents=True)
        (target / "cells.ipynb").write_text(notebook, encoding="utf-8")
        if stock:  # nbgrader executes next to the files of the submission
            for path in (root / "release/cells").glob("[!.]*[!b]"):
                shutil.copy(path, target)
    run(root, "nbgrader", "generate_assignment", "cells", "--force")
    return root


def run(course: Path, *arguments: str) -> Cost:
    """Run a command in a course directory; it must succeed."""
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            arguments, cwd=course, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{output.read().decode()}")
    return Cost(seconds, used.ru_maxrss / 1024)
