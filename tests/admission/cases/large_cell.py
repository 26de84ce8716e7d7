"""A cell of two megabytes."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    cell(notebook, "softmax").source += "\n#" + "x" * (2 << 20)
    write(folder, notebook)
