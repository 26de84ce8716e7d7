"""A browser added an ending."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = "“cells.ipynb.txt”"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook, "cells.ipynb.txt")
