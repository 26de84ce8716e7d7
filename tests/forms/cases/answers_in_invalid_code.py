"""Somebody who writes an answer into a code cell, as it is."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import below, unanswered

ANSWER = "Because the slopes depend on the states."
WAITING = ["states"]
SAYS = ANSWER


def save(notebook: NotebookNode) -> NotebookNode:
    unanswered(notebook)
    return below(notebook, "states", ANSWER)
