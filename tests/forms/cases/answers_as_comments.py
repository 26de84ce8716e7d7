"""Somebody who writes answers into a code cell, as comments."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import at_the_end, unanswered

ANSWER = "Because: the slopes depend on the states."
WAITING = ["sharing", "states", "vanishing"]
SAYS = ANSWER


def save(notebook: NotebookNode) -> NotebookNode:
    unanswered(notebook)
    return at_the_end(notebook, f"# Question 1\n# {ANSWER}")
