"""Lists in lists, deeper than a parser follows."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "nested too deeply"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, b'{"cells": ' + b"[" * 100_000)
