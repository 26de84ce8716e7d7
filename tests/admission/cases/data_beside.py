"""Folders of data beside the notebook."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook)
    write(folder / "data" / "deep", b"x", "cells.ipynb")
    write(folder, b"1/0", "numpy.py")
