"""A solution was merged with the check below it."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import behind, deleted


def save(notebook: NotebookNode) -> NotebookNode:
    return deleted(behind("check(softmax)", notebook, "softmax"), "test_softmax")
