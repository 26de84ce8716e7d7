"""Somebody who answers nothing, and writes short remarks of their own."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, before, text, unanswered

WAITING: list[str] = []
SAYS = "No response."


def save(notebook: NotebookNode) -> NotebookNode:
    unanswered(notebook)
    before("# %%", notebook, "softmax")
    return above(
        notebook, "softmax", text("## Helper functions"), "# print(softmax(x))\nx = 1  # see above"
    )
