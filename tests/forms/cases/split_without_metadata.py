"""A cell was split, and the upper half kept the metadata."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import below, cell


def save(notebook: NotebookNode) -> NotebookNode:
    solution = cell(notebook, "softmax")
    below(notebook, "softmax", solution.source)
    solution.source = "eps = 0.0"
    return notebook
