"""A tool that leaves out empty fields."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from ..edits import without


def save(notebook: NotebookNode) -> dict[str, Any]:
    return without(notebook, "outputs", "execution_count")
