"""Google Colab: cells are shown as forms, with a title and with fields."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, before, cell, names


def save(notebook: NotebookNode) -> NotebookNode:
    for name in names():
        cell(notebook, name).metadata.cellView = "form"
    above(notebook, "softmax", '#@title Sizes\nN = 4 #@param {type:"integer"}')
    return before('#@title My solution { display-mode: "form" }', notebook, *names())
