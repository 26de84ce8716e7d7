"""Saved in Latin-1, with an accent in a comment."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    cell(notebook, "softmax").source += "\n# C'est la façon"
    text = write(folder, notebook).read_text()
    write(folder, text.encode("latin-1", "replace"))
