"""A learner's name that looks like a pattern."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

STUDENT = "[a]*{b}?"
SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook)
