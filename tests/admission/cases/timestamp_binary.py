"""A timestamp of random bytes."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook)
    write(folder, b"\xff\xfe\x00\x01", "timestamp.txt")
