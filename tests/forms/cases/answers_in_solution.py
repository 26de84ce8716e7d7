"""Somebody who writes an answer below a function, in its cell."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import behind, unanswered

ANSWER = "Because: the slopes depend on the states."
WAITING = ["sharing", "states", "vanishing"]
SAYS = ANSWER


def save(notebook: NotebookNode) -> NotebookNode:
    unanswered(notebook)
    return behind(f"# {ANSWER}", notebook, "rnn_cell_backward")
