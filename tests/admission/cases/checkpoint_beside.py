"""JupyterLab's own copies beside the notebook."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook)
    write(folder / ".ipynb_checkpoints", b"{}", "cells-checkpoint.ipynb")
    write(folder, b"{}", ".~cells.ipynb")
