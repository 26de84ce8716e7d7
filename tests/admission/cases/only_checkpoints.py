"""Nothing but JupyterLab's own copies."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "there is no cells.ipynb"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder / ".ipynb_checkpoints", notebook, "cells-checkpoint.ipynb")
