"""A link to the staff's notebook."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

SCORE = 0
SAYS = "it is a symbolic link"


def submit(folder: Path, notebook: NotebookNode) -> None:
    folder.mkdir()
    (folder / "cells.ipynb").symlink_to("../../../source/cells/cells.ipynb")
