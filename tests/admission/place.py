"""What the cases put together their submissions with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

TIMESTAMP = "2026-01-01 12:00:00 UTC"


def write(folder: Path, content: NotebookNode | dict | bytes, name: str = "cells.ipynb") -> Path:
    """Write a file of a submission, and beside it a timestamp if there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(content, NotebookNode):
        content = document(content)
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    (folder / name).write_bytes(raw)
    if name != "timestamp.txt" and not (folder / "timestamp.txt").exists():
        (folder / "timestamp.txt").write_text(TIMESTAMP)
    return folder / name


def document(notebook: NotebookNode) -> dict[str, Any]:
    """Return a notebook as plain JSON, to be damaged."""
    return json.loads(json.dumps(notebook))


def cell(notebook: Any, grade_id: str) -> Any:
    """Find a cell by the id that nbgrader knows it by."""
    return next(
        one
        for one in notebook["cells"]
        if one["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )
