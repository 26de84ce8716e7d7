"""A solution was turned into text."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = document(notebook)
    cell(content, "softmax")["cell_type"] = "markdown"
    write(folder, content)
