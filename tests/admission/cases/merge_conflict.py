"""A merge that was not finished."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "merge conflict"


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = write(folder, notebook).read_bytes()
    write(folder, b"<<<<<<< HEAD\n" + content + b"=======\n" + content + b">>>>>>> other\n")
