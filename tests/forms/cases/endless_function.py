"""A function that never ends, an experiment with it in its own cell, and others below."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import at_the_end, behind, cell
from ..form import FULL

EXPERIMENT = "rnn_loss_and_gradients(None, None, None, None)"
SLOW = True
SCORE = FULL - 8
SAYS = "Of this cell, only imports and definitions were run after that."


def save(notebook: NotebookNode) -> NotebookNode:
    head = "import time\n\ndef rnn_loss_and_gradients(x, labels, s0, parameters):"
    cell(notebook, "rnn_loss_and_gradients").source = f"{head}\n    time.sleep(1000)"
    behind(EXPERIMENT, notebook, "rnn_loss_and_gradients")
    return at_the_end(notebook, EXPERIMENT)
