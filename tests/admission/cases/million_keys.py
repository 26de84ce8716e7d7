"""Metadata with a million keys."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, {**document(notebook), "metadata": dict.fromkeys(map(str, range(1_000_000)), 0)})
