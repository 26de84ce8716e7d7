"""A timestamp that waits for somebody to write it."""

from __future__ import annotations

import os
from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook)
    (folder / "timestamp.txt").unlink()
    os.mkfifo(folder / "timestamp.txt")
