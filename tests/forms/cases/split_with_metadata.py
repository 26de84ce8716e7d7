"""JupyterLab splits a cell: both halves have its metadata."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, cell, twin


def save(notebook: NotebookNode) -> NotebookNode:
    helper = twin(cell(notebook, "softmax"), "def highest(z):\n    return z.max(axis=0)", id="half")
    return above(notebook, "softmax", helper)
