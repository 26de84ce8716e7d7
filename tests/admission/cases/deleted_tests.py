"""The test cells were deleted."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    notebook.cells = [one for one in notebook.cells if not one.source.startswith("check(")]
    write(folder, notebook)
