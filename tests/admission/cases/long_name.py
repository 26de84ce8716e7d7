"""A learner's name as long as a file system takes it."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

STUDENT = "x" * 255
SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook)
