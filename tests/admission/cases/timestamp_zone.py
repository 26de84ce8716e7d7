"""A timestamp in another time zone."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook)
    write(folder, b"2026-01-01 12:00:00 +0530", "timestamp.txt")
