"""The name begins with a capital."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = "“Cells.ipynb”"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook, "Cells.ipynb")
