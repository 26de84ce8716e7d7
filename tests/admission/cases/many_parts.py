"""Small on disk, large in memory."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "more parts than any notebook"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, b'{"cells": [' + b"[]," * 20_000_000 + b"[]]}")
