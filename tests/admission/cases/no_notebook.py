"""A folder without a notebook."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "there is no cells.ipynb"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, b"my answer: 42", "answer.txt")
