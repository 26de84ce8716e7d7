"""Results are compared with a package that is not there, in a cell of its own."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import below


def save(notebook: NotebookNode) -> NotebookNode:
    return below(notebook, "softmax", "import torch\ntorch.softmax(torch.ones(2, 2), 0)")
