"""Magics of extensions that are not there, on top of solutions."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, before


def save(notebook: NotebookNode) -> NotebookNode:
    before("%load_ext autoreload\n%autoreload 2", notebook, "softmax")
    before("%load_ext line_profiler\n%matplotlib widget", notebook, "rnn_forward")
    before("%config InlineBackend.figure_format = 'retina'", notebook, "rnn_backward")
    return above(
        notebook, "given_02", "%reset -f", "%%javascript\nalert(1)", "%%bash\nls", "?np", "%who"
    )
