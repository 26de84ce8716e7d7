"""More than 128 MB."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "larger than 128 MB"


def submit(folder: Path, notebook: NotebookNode) -> None:
    with write(folder, b"{").open("r+b") as file:
        file.truncate((128 << 20) + 1)
