"""Somebody who writes the function into the cell of its check."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import cell, right, unwritten


def save(notebook: NotebookNode) -> NotebookNode:
    cell(notebook, "test_softmax").source = f"{right('softmax')}\n\ncheck(softmax)"
    return unwritten(notebook, "softmax")
