"""Somebody who adds imports to the given ones, and constants."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import behind, cell, right


def save(notebook: NotebookNode) -> NotebookNode:
    behind("import numpy as xp\nfrom math import inf\nAXIS = 0", notebook, "given_02")
    cell(notebook, "softmax").source = (
        right("softmax").replace("np.", "xp.").replace("axis=0", "axis=AXIS")
    )
    return notebook
