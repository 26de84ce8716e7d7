"""Somebody who duplicates a cell before each attempt; the last one is right."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, cell, right, twin


def save(notebook: NotebookNode) -> NotebookNode:
    wrong = right("softmax").replace("np.exp", "np.sin")
    return above(notebook, "softmax", twin(cell(notebook, "softmax"), wrong, id="twin"))
