"""A file that is called like the folder."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "there is no cells.ipynb"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder.parent, b"{}", folder.name)
