"""A solution was turned into a raw cell, without metadata."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = document(notebook)
    raw = cell(content, "softmax")
    raw.update(cell_type="raw", metadata={}, id="raw")
    write(folder, content)
