"""Experiments that end with an error, an assertion, `exit()` and `sys.exit()`."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import below


def save(notebook: NotebookNode) -> NotebookNode:
    return below(
        notebook,
        "softmax",
        "1 / 0",
        "assert False",
        "exit()",
        "import sys\nsys.exit(0)",
        "raise SystemExit",
    )
