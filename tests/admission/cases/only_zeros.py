"""A file of zeros, as a full disk leaves it."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "it is empty"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, bytes(4096))
