"""A written answer was turned into code."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = document(notebook)
    cell(content, "states").update(cell_type="code", source="Because: it was needed.")
    write(folder, content)
