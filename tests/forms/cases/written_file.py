"""A helper is written into a file, and imported from there."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, cell, renamed


def save(notebook: NotebookNode) -> NotebookNode:
    above(
        notebook,
        "softmax",
        f"%%writefile helper.py\nimport numpy as np\n{renamed('softmax', 'columns')}",
    )
    cell(
        notebook, "softmax"
    ).source = "from helper import columns\n\n\ndef softmax(z):\n    return columns(z)"
    return notebook
