"""Null characters in the code, as some editors leave them."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    cell(notebook, "softmax").source += "\n\0"
    write(folder, notebook)
