"""Google Colab: a first cell mounts the drive; elsewhere there is none, and the cell fails."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above


def save(notebook: NotebookNode) -> NotebookNode:
    mount = (
        "from google.colab import drive\ndrive.mount('/content/drive')\n%cd /content/drive/MyDrive"
    )
    return above(notebook, "given_00", mount)
