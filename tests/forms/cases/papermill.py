"""papermill: parameters of its own, injected ones, and metadata on every cell."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above


def save(notebook: NotebookNode) -> NotebookNode:
    notebook.metadata.papermill = {"default_parameters": {}, "environment_variables": {}}
    for one in notebook.cells:
        one.metadata.papermill = {"duration": 0.01, "status": "completed", "exception": False}
    above(notebook, "given_02", "seed = 1", "# Parameters\nseed = 3\n")
    for one, tag in zip(notebook.cells[2:], ("parameters", "injected-parameters"), strict=False):
        one.metadata.tags = [tag]
    return notebook
