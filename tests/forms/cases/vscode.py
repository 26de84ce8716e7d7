"""Visual Studio Code: metadata names each cell's language, and the interpreter."""

from __future__ import annotations

from nbformat import NotebookNode


def save(notebook: NotebookNode) -> NotebookNode:
    notebook.metadata.language_info = {
        "name": "python",
        "version": "3.12.4",
        "codemirror_mode": {"name": "ipython", "version": 3},
        "nbconvert_exporter": "python",
    }
    notebook.metadata.vscode = {"interpreter": {"hash": "31f2aee4e71d21fbe5cf8b01ff0e069b"}}
    for one in notebook.cells:
        one.metadata.vscode = {"languageId": "python" if one.cell_type == "code" else "markdown"}
    return notebook
