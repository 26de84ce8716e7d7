"""`%%time` on top of each solution."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import before, names


def save(notebook: NotebookNode) -> NotebookNode:
    return before("%%time", notebook, *names())
