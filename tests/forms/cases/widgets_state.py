"""JupyterLab: the state of a slider that the notebook shows."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import at_the_end


def save(notebook: NotebookNode) -> NotebookNode:
    state = {"state": {"1a": {"model_name": "IntSliderModel", "state": {"value": 3}}}}
    notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": state}
    return at_the_end(notebook, "from ipywidgets import interact\ninteract(softmax, z=(0, 3))")
