"""A pipe in the notebook's place."""

from __future__ import annotations

import os
from pathlib import Path

from nbformat import NotebookNode

SCORE = 0
SAYS = "it is not a regular file"


def submit(folder: Path, notebook: NotebookNode) -> None:
    folder.mkdir()
    os.mkfifo(folder / "cells.ipynb")
