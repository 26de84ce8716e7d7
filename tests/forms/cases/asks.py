"""A cell that asks for a name, and goes on."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import before, names


def save(notebook: NotebookNode) -> NotebookNode:
    return before('name = input("Your name: ")', notebook, *names())
