"""An editor that indents with tabs."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import cell, names, right


def save(notebook: NotebookNode) -> NotebookNode:
    for name in names():
        cell(notebook, name).source = right(name).replace("    ", "\t")
    return notebook
