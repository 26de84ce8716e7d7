"""A cache is an instance of a typed dataclass."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, cell, renamed

STEP = """
from dataclasses import dataclass
from typing import Any

@dataclass(frozen=True, slots=True)
class Step:
    values: tuple[Any, ...]
"""


FORWARD = """
def rnn_cell_forward(x_t, s_prev, parameters: dict[str, np.ndarray]):
    s, out, cache = plain_forward(x_t, s_prev, parameters)
    return s, out, Step((cache,))
"""
BACKWARD = """
def rnn_cell_backward(ds_next, cache: Step) -> dict[str, np.ndarray]:
    return plain_backward(ds_next, *cache.values)
"""


def save(notebook: NotebookNode) -> NotebookNode:
    above(notebook, "rnn_cell_forward", STEP)
    forward = renamed("rnn_cell_forward", "plain_forward")
    backward = renamed("rnn_cell_backward", "plain_backward")
    cell(notebook, "rnn_cell_forward").source = f"{forward}\n{FORWARD}"
    cell(notebook, "rnn_cell_backward").source = f"{backward}\n{BACKWARD}"
    return notebook
