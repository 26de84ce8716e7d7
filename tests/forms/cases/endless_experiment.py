"""An experiment that never ends, in the cell of a right function."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import behind

SLOW = True


def save(notebook: NotebookNode) -> NotebookNode:
    return behind("import time\nwhile True:\n    time.sleep(1)", notebook, "softmax")
