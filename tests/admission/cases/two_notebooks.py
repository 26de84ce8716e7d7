"""Two notebooks, and neither has the right name."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "“cells (1).ipynb” and “cells-Copy1.ipynb”"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, notebook, "cells (1).ipynb")
    write(folder, b"{}", "cells-Copy1.ipynb")
