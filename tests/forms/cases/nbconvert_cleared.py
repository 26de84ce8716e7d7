"""nbconvert: `--clear-output`."""

from __future__ import annotations

from nbformat import NotebookNode

from ..tools import through_nbconvert


def save(notebook: NotebookNode) -> bytes:
    steps = ["nbconvert.preprocessors.ClearOutputPreprocessor"]
    return through_nbconvert(notebook, NotebookExporter={"preprocessors": steps})
