"""A name that would like to be HTML."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = "“?img src?x onerror?alert(1)???x?(y).ipynb”"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook, "<img src=x onerror=alert(1)>`[x](y).ipynb")
