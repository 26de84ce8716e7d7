"""Attachments that are none."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = document(notebook)
    cell(content, "states")["attachments"] = {
        "a": 3,
        "b": {"image/png": 7},
        "c": {"image/png": ["aGFs", "bG8="]},
    }
    cell(content, "sharing")["attachments"] = [1]
    write(folder, content)
