"""A first try stands above the right one, in the same cell."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import before


def save(notebook: NotebookNode) -> NotebookNode:
    return before("def softmax(z):\n    return z\n\n", notebook, "softmax")
