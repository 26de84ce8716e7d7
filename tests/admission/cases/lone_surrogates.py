"""Half a character, as a broken paste leaves it."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    cell(notebook, "softmax").source += "\n# HALF"
    text = write(folder, notebook).read_text()
    write(folder, text.replace("HALF", "\\ud83d").encode())
