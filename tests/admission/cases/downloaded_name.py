"""Downloaded twice."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = "“cells (1).ipynb”"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook, "cells (1).ipynb")
