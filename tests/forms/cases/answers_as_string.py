"""Somebody who writes answers into a code cell, as a string."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, unanswered

ANSWER = "Because: the slopes depend on the states."
WAITING = ["sharing", "states", "vanishing"]
SAYS = ANSWER


def save(notebook: NotebookNode) -> NotebookNode:
    unanswered(notebook)
    return above(notebook, "given_23", f'"""\n{ANSWER}\n"""')
