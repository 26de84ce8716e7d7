"""Jupytext: through Markdown and back, with all metadata of cells filtered."""

from __future__ import annotations

from nbformat import NotebookNode

from ..tools import through_jupytext


def save(notebook: NotebookNode) -> NotebookNode:
    return through_jupytext(notebook, "md", metadata=False)
