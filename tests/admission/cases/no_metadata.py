"""An editor dropped the metadata and the id of every cell."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = document(notebook)
    for one in content["cells"]:
        del one["metadata"], one["id"]
    write(folder, content)
