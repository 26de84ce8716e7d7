"""Somebody who deletes the given cells and writes new ones."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, deleted, names, right


def save(notebook: NotebookNode) -> NotebookNode:
    for name in names():
        above(notebook, name, right(name))
        deleted(notebook, name)
    return notebook
