"""Somebody who answers one question."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import cell, unanswered

WAITING = ["states"]
SAYS = "No response."


def save(notebook: NotebookNode) -> NotebookNode:
    unanswered(notebook)
    cell(notebook, "states").source = "Because: the slopes depend on the states."
    return notebook
