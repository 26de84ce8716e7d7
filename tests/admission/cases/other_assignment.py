"""The notebook of another assignment."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from ..place import write

SCORE = 0
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    notebook.cells = [new_code_cell("def lstm_cell_forward():\n    return 1")]
    write(folder, notebook)
