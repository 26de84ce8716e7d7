"""Every id of nbgrader was renamed."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    for one in notebook.cells:
        one.metadata.get("nbgrader", {}).update(grade_id=f"my-{one.id}")
    write(folder, notebook)
