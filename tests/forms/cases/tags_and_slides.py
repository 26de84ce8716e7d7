"""JupyterLab: tags, slides, and cells that are collapsed."""

from __future__ import annotations

from nbformat import NotebookNode


def save(notebook: NotebookNode) -> NotebookNode:
    for one in notebook.cells:
        one.metadata |= {
            "tags": ["mine", *one.metadata.get("tags", [])],
            "slideshow": {"slide_type": "skip"},
            "jupyter": {"source_hidden": True, "outputs_hidden": True},
            "collapsed": True,
        }
    return notebook
