"""nbconvert: `--to markdown`, and back by Jupytext."""

from __future__ import annotations

from nbformat import NotebookNode

from ..tools import through_markdown


def save(notebook: NotebookNode) -> NotebookNode:
    return through_markdown(notebook)
