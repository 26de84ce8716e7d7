"""Code was copied from a terminal, with its prompts: IPython takes that."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import cell, right


def save(notebook: NotebookNode) -> NotebookNode:
    lines = right("softmax").splitlines()
    cell(notebook, "softmax").source = "\n".join(
        [f">>> {lines[0]}", *(f"... {line}" for line in lines[1:])]
    )
    return notebook
