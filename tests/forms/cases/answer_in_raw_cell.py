"""Somebody who writes an answer into a raw cell."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_raw_cell

from ..edits import at_the_end, unanswered

ANSWER = "Because: the slopes depend on the states."
WAITING = ["sharing", "states", "vanishing"]
SAYS = ANSWER


def save(notebook: NotebookNode) -> NotebookNode:
    unanswered(notebook)
    return at_the_end(notebook, new_raw_cell(ANSWER, id="raw"))
