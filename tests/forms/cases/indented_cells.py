"""Whole cells are indented, as they were copied out of a class: IPython takes that."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import cell, indented, names, right


def save(notebook: NotebookNode) -> NotebookNode:
    for name in names():
        cell(notebook, name).source = indented(right(name))
    return notebook
