"""A folder was handed in, with the notebook in it."""

from __future__ import annotations

from nbformat import NotebookNode

NAME = "cells/cells.ipynb"


def save(notebook: NotebookNode) -> NotebookNode:
    return notebook
