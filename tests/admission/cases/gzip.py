"""Compressed."""

from __future__ import annotations

import gzip
from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "a gzip archive"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, gzip.compress(write(folder, notebook).read_bytes()))
