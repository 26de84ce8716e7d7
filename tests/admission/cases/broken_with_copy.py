"""The notebook is broken, and a copy lies beside it."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "it is not JSON"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, b"{")
    write(folder, notebook, "cells-Copy1.ipynb")
