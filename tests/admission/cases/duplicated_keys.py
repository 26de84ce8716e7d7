"""The list of cells comes twice; the last one counts."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 34
SAYS = ""


def submit(folder: Path, notebook: NotebookNode) -> None:
    content = write(folder, notebook).read_bytes()
    write(folder, b'{"cells": [], "nbformat": 3, ' + content.lstrip()[1:])
