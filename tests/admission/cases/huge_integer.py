"""A number with more digits than Python reads."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = write(folder, notebook).read_bytes()
    write(folder, b'{"huge": ' + b"7" * 10_000 + b", " + content.lstrip()[1:])
