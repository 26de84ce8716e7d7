"""Sources as lists, with things that are no text between."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = document(notebook)
    for one in content["cells"]:
        one["source"] = [None, *one["source"].splitlines(keepends=True), 3, {}]
    write(folder, content)
