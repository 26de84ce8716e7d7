"""NumPy is told to raise, and to print less."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import below


def save(notebook: NotebookNode) -> NotebookNode:
    return below(
        notebook,
        "given_02",
        "np.seterr(divide='raise', invalid='raise')\nnp.set_printoptions(precision=2)",
    )
