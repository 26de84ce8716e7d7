"""A cell was pasted with its id: the stub stands behind the answer."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    index = notebook.cells.index(cell(notebook, "softmax"))
    stub = deepcopy(notebook.cells[index])
    stub.source = "def softmax(z):\n    return z"
    notebook.cells.insert(index, stub)
    write(folder, notebook)
