"""Fifty megabytes of output."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import cell, document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    lines = ["0123456789\n"] * 5000
    streams = [{"output_type": "stream", "name": "stdout", "text": lines}] * 1000
    content = document(notebook)
    cell(content, "softmax")["outputs"] = streams
    write(folder, content)
