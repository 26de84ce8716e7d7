"""Somebody who works in a cell above, and leaves the given one for later."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, names, right, unwritten


def save(notebook: NotebookNode) -> NotebookNode:
    for name in names():
        above(unwritten(notebook, name), name, right(name))
    return notebook
