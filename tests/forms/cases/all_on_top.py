"""Somebody who writes all functions above everything, before NumPy is imported."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, right, unwritten


def save(notebook: NotebookNode) -> NotebookNode:
    return above(unwritten(notebook), "given_00", f"import numpy as np\n\n{right()}")
