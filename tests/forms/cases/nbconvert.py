"""nbconvert: `--to notebook`."""

from __future__ import annotations

from nbformat import NotebookNode

from ..tools import through_nbconvert


def save(notebook: NotebookNode) -> bytes:
    return through_nbconvert(notebook)
