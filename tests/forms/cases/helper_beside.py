"""Somebody keeps a function in a module beside the notebook, which is handed in with it."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import cell, right

SCORE = 34 - 2  # what is built on it is graded with the right one in its place
SAYS = "Only the notebook was graded: “helper.py” beside it was not used."
BESIDE = {"helper.py": f"import numpy as np\n\n{right('softmax')}".encode()}


def save(notebook: NotebookNode) -> NotebookNode:
    cell(notebook, "softmax").source = "from helper import softmax"
    return notebook
