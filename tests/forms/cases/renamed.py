"""A browser gave the notebook another name."""

from __future__ import annotations

from nbformat import NotebookNode

NAME = "cells (1).ipynb"
SAYS = "The notebook is called “cells (1).ipynb”."


def save(notebook: NotebookNode) -> NotebookNode:
    return notebook
