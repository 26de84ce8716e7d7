"""JupyterLab with real-time collaboration: every cell has another id."""

from __future__ import annotations

from nbformat import NotebookNode


def save(notebook: NotebookNode) -> NotebookNode:
    for number, one in enumerate(notebook.cells):
        one.id = f"{number:08x}-5c1a-4c3b-9d2e-0242ac120002"
    return notebook
