"""Saved by an editor of Windows: a mark at the start, and its line ends."""

from __future__ import annotations

import nbformat
from nbformat import NotebookNode


def save(notebook: NotebookNode) -> bytes:
    source = nbformat.writes(notebook).replace("\n", "\r\n").replace("\\n", "\\r\\n")
    return b"\xef\xbb\xbf" + source.encode()
