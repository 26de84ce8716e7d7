"""nbconvert: `--execute`, so that all outputs are in the file."""

from __future__ import annotations

from nbformat import NotebookNode

from ..tools import executed


def save(notebook: NotebookNode) -> bytes:
    return executed(notebook)
