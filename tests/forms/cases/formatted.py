"""A formatter of code went over the whole notebook."""

from __future__ import annotations

from nbformat import NotebookNode

from ..tools import formatted


def save(notebook: NotebookNode) -> bytes:
    return formatted(notebook)
