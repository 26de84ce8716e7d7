"""Attachments of odd names and kinds."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    answer = cell(notebook, "states")
    answer.source = "![](attachment:a%20b.png) ![](attachment:missing.png)"
    answer.attachments = {
        "a b.png": {"image/png": "no base64 <"},
        "../../x": {"text/html": "<script>alert(1)</script>"},
        "": {"image/png": "aGFsbG8="},
    }
    write(folder, notebook)
