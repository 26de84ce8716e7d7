"""Somebody who writes all answers at the end."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import at_the_end, text, unanswered

ANSWER = "Because: the slopes depend on the states."
WAITING = ["sharing", "states", "vanishing"]
SAYS = ANSWER


def save(notebook: NotebookNode) -> NotebookNode:
    unanswered(notebook)
    return at_the_end(notebook, text(f"1. {ANSWER}\n2. {ANSWER}"))
