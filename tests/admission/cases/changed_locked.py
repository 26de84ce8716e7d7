"""Given cells were changed."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    for one in notebook.cells:
        if one.metadata.get("nbgrader", {}).get("locked"):
            one.source = "raise SystemExit"
    write(folder, notebook)
