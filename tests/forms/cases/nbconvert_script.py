"""nbconvert: `--to script`, and back by Jupytext."""

from __future__ import annotations

from nbformat import NotebookNode

from ..tools import through_script


def save(notebook: NotebookNode) -> NotebookNode:
    return through_script(notebook)
