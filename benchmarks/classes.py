"""Classes of correct submissions, as course directories to be graded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

from autograder.demo.sample import solved

PROJECT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent


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


def run(course: Path, *arguments: str) -> None:
    """Run a command in a course directory; it must succeed."""
    environment = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(arguments, cwd=course, env=environment, check=True, capture_output=True)
