"""NaN and infinity, which JSON does not have."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = write(folder, notebook).read_bytes()
    write(folder, b'{"a": NaN, "b": -Infinity, "c": 1e999, ' + content.lstrip()[1:])
