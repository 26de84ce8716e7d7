"""A learner's name in many letters."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

STUDENT = "Ωλγα-李-é"
SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook)
