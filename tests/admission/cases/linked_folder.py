"""The folder is a link to the staff's."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

SCORE = 0
SAYS = "its folder is a symbolic link"


def submit(folder: Path, notebook: NotebookNode) -> None:
    folder.symlink_to("../../source/cells")
