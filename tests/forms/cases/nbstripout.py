"""nbstripout: outputs, counts and the kernel's metadata are removed."""

from __future__ import annotations

from nbformat import NotebookNode


def save(notebook: NotebookNode) -> NotebookNode:
    notebook.metadata = {}
    for one in notebook.cells:
        if one.cell_type == "code":
            one.update(outputs=[], execution_count=None)
    return notebook
