"""Somebody who writes answers below the cells for them."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import below, text, unanswered
from ..form import ANSWERS

ANSWER = "Because: the slopes depend on the states."
WAITING = ["sharing", "states", "vanishing"]
SAYS = ANSWER


def save(notebook: NotebookNode) -> NotebookNode:
    unanswered(notebook)
    for name in ANSWERS:
        below(notebook, name, text(ANSWER))
    return notebook
