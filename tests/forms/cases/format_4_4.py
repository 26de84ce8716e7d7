"""nbformat: saved as format 4.4, without ids."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from ..tools import in_format


def save(notebook: NotebookNode) -> dict[str, Any]:
    return in_format(notebook, 4, 4)
