"""Functions have names of the learner's own, and get the wanted ones at the end."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import at_the_end, names, renamed, unwritten


def save(notebook: NotebookNode) -> NotebookNode:
    own = [renamed(name, f"my_{name}") for name in names()]
    given = ", ".join(names()) + " = " + ", ".join(f"my_{name}" for name in names())
    return at_the_end(unwritten(notebook), "\n\n".join(own), given)
