"""Visual Studio Code: exported as a script with `# %%`, and imported again."""

from __future__ import annotations

from nbformat import NotebookNode

from ..tools import through_jupytext


def save(notebook: NotebookNode) -> NotebookNode:
    return through_jupytext(notebook, "py:percent", metadata=False)
