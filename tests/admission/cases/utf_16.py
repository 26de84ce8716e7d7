"""Saved in UTF-16, as some shells do."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, write(folder, notebook).read_text().encode("utf-16"))
