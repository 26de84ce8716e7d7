"""JupyterLab: the tag of the given figures was put on cells of the learner's own."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, cell, right


def save(notebook: NotebookNode) -> NotebookNode:
    above(notebook, "softmax", "import numpy as xp")
    notebook.cells[notebook.cells.index(cell(notebook, "softmax")) - 1].metadata.tags = ["explore"]
    cell(notebook, "softmax").source = right("softmax").replace("np.", "xp.")
    return notebook
