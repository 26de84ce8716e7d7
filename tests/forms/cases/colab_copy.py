"""Google Colab, with all cells pasted into a new notebook: no metadata but its own."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from ..tools import in_format


def save(notebook: NotebookNode) -> dict[str, Any]:
    content = in_format(notebook, 4, 0)
    for number, one in enumerate(content["cells"]):
        one["metadata"] = {"id": f"Qx{number:010}"}
    return content
