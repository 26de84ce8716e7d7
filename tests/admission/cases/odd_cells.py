"""Things that are no cells between the cells."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = document(notebook)
    content["cells"][3:3] = [1, None, {}, [], {"source": 3}, {"metadata": 7, "source": ["", None]}]
    write(folder, content)
