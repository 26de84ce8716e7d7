"""Somebody who writes answers over the questions."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import cell, unanswered

ANSWER = "Because: the slopes depend on the states."
WAITING = ["sharing", "states", "vanishing"]
SAYS = ANSWER


def save(notebook: NotebookNode) -> NotebookNode:
    unanswered(notebook)
    for question in ("given_21", "given_27", "given_35"):
        cell(notebook, question).source = ANSWER
    return notebook
