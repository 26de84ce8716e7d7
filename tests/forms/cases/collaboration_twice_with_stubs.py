"""Real-time collaboration that loaded the old file again: all given cells come once more below."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import twin
from ..form import RELEASE


def save(notebook: NotebookNode) -> NotebookNode:
    notebook.cells += [twin(one, one.source, id=f"{one.id}-2") for one in RELEASE.cells]
    return notebook
