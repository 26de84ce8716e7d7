"""More folders beside the notebook than anybody should look into."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

MANY = 20_000  # through which nbgrader would look for nine minutes
SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook)
    for number in range(MANY):
        (folder / f"{number}").mkdir()
