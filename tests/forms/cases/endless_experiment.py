"""An experiment that never ends."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import below

SLOW = True


def save(notebook: NotebookNode) -> NotebookNode:
    return below(notebook, "softmax", "while True:\n    pass")
