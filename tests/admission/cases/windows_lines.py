"""Lines that end as on Windows."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = document(notebook)
    for one in content["cells"]:
        one["source"] = one["source"].replace("\n", "\r\n")
    write(folder, content)
