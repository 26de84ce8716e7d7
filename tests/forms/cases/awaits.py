"""A cell waits for a coroutine at its top level."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import before


def save(notebook: NotebookNode) -> NotebookNode:
    waits = "import asyncio\nasync def nap():\n    await asyncio.sleep(0)\nawait nap()"
    return before(waits, notebook, "softmax")
