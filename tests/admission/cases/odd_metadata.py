"""Metadata of other kinds than they should be."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = document(notebook)
    for number, one in enumerate(content["cells"]):
        odd = [None, [], 7, "x", {"nbgrader": 3}, {"nbgrader": {"grade_id": []}}]
        one["metadata"] = odd[number % 6]
    write(folder, {**content, "metadata": []})
