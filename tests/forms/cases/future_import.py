"""Annotations of the future on top of cells."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import before, names


def save(notebook: NotebookNode) -> NotebookNode:
    return before("from __future__ import annotations", notebook, *names())
