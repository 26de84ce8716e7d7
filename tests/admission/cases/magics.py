"""Cells that only a kernel understands."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    for source in (
        "%%html\n<b>hi</b>",
        "!ls",
        "%matplotlib inline",
        "%%nothing\nx",
        "?print",
        "%cd /",
    ):
        notebook.cells.append(new_code_cell(source))
    write(folder, notebook)
