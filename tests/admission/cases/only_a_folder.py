"""A folder that is called like the notebook."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

SCORE = 0
SAYS = "it is not a regular file"


def submit(folder: Path, notebook: NotebookNode) -> None:
    (folder / "cells.ipynb").mkdir(parents=True)
