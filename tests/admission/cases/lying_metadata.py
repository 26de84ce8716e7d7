"""A notebook that gives itself points and unlocks its cells."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    for one in notebook.cells:
        one.metadata.get("nbgrader", {}).update(points=1000, locked=False, grade=True, task=True)
    write(folder, notebook)
