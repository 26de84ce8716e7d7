"""Saved in the notebook format of 2013."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import document, write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = document(notebook)
    for one in content["cells"]:
        one["input"] = one.pop("source")
    write(folder, {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": content["cells"]}]})
