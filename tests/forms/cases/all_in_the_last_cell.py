"""Somebody who writes all functions into the last exercise's cell."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import cell, right, unwritten


def save(notebook: NotebookNode) -> NotebookNode:
    unwritten(notebook)
    cell(notebook, "rnn_loss_and_gradients").source = right()
    return notebook
