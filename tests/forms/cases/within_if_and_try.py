"""Functions stand within `if` and `try`."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import below, cell, indented, right, unwritten


def save(notebook: NotebookNode) -> NotebookNode:
    cell(notebook, "softmax").source = f"if True:\n{indented(right('softmax'))}"
    tried = f"try:\n{indented(right('rnn_forward'))}\nexcept Exception as error:\n    print(error)"
    cell(notebook, "rnn_forward").source = tried
    return below(
        unwritten(notebook, "rnn_backward"),
        "rnn_backward",
        f"if __name__ == '__main__':\n{indented(right('rnn_backward'))}",
    )
