"""A cell of five megabytes between the others."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    notebook.cells.append(new_code_cell("#" + "x" * (5 << 20)))
    write(folder, notebook)
