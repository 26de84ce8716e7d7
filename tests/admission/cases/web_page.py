"""The log-in page of a web site, saved under the name of the notebook."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from ..place import write

SCORE = 0
SAYS = "a web page"


def submit(folder: Path, notebook: NotebookNode) -> None:
    write(folder, b"<!DOCTYPE html>\n<title>Sign in</title>")
