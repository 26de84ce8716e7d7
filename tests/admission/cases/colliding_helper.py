"""A helper with the id of a given cell that was deleted."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from ..place import cell, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    cell(notebook, "softmax").source = "def softmax(z):\n    return shifted(z)"
    notebook.cells = [one for one in notebook.cells if one.id != "given_09"]
    notebook.cells.insert(
        3,
        new_code_cell(
            "def shifted(z):\n"
            "    exponentials = np.exp(z - z.max(axis=0))\n"
            "    return exponentials / exponentials.sum(axis=0)",
            id="given_09",
        ),
    )
    write(folder, notebook)
