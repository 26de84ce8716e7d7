"""Metadata far deeper than a parser follows."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "nested too deeply"


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = write(folder, notebook).read_bytes()
    deep = b'{"deep": ' + b"[" * 5000 + b"]" * 5000 + b", "
    write(folder, deep + content.lstrip()[1:])
