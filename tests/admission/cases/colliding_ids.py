"""Added cells with the ids that ours have."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    for one in list(notebook.cells):
        notebook.cells.append(new_code_cell("pass", id=one.id))
        notebook.cells.append(new_code_cell("pass", id=f"added-0-{one.id}"[:64]))
    write(folder, notebook)
