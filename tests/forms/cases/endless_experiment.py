"""An experiment that never ends, in the cell of a right function."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import behind

SLOW = True


def save(notebook: NotebookNode) -> NotebookNode:
    return behind("while True:\n    softmax(np.eye(3))", notebook, "softmax")
