"""Code cells became text, with the code in a fence."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import cell, names, right


def save(notebook: NotebookNode) -> NotebookNode:
    for name in names():
        cell(notebook, name).update(cell_type="markdown", source=f"```python\n{right(name)}\n```")
    return notebook
