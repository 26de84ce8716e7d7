"""A copy beside the notebook."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = "Only cells.ipynb was graded"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook)
    write(folder, b"{}", "cells-Copy1.ipynb")
