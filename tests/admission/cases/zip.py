"""A zip archive with the ending of a notebook."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "a zip archive"


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = write(folder, notebook).read_bytes()
    with ZipFile(folder / "cells.ipynb", "w") as archive:
        archive.writestr("cells.ipynb", content)
