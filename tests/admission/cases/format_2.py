"""Saved in the notebook format of 2011, which has no metadata."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    cells = [
        {"cell_type": "code", "language": "python", "input": one["source"], "outputs": []}
        if one["cell_type"] == "code"
        else {"cell_type": "markdown", "source": one["source"]}
        for one in document(notebook)["cells"]
    ]
    write(folder, {"nbformat": 2, "metadata": {}, "worksheets": [{"cells": cells}]})
