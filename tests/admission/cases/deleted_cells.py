"""All given cells were deleted."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    notebook.cells = [one for one in notebook.cells if one.source.startswith("def ")]
    write(folder, notebook)
