"""A link to somebody else's notebook."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "it is a symbolic link"


def submit(folder: Path, notebook: NotebookNode) -> None:
    elsewhere = write(folder.parent / "elsewhere", notebook)
    folder.mkdir()
    (folder / "cells.ipynb").symlink_to(elsewhere)
