"""Ten thousand empty cells."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    notebook.cells.extend(new_code_cell("") for _ in range(10_000))
    write(folder, notebook)
