"""Everything was copied, cell by cell, into a new notebook: nothing but the texts is left."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from ..edits import without


def save(notebook: NotebookNode) -> dict[str, Any]:
    content = without(notebook, "metadata", "id")
    content["cells"] = [one for one in content["cells"] if one["source"].strip()]
    return content
