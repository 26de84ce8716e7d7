"""A tool that says format 4.5, but writes no ids."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from ..edits import without


def save(notebook: NotebookNode) -> dict[str, Any]:
    return without(notebook, "id")
