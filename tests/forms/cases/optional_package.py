"""A faster package is used where there is one."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import before


def save(notebook: NotebookNode) -> NotebookNode:
    tried = "try:\n    from numba import njit\nexcept ImportError:\n    njit = lambda f: f"
    return before(f"{tried}\n\n@njit", notebook, "softmax")
