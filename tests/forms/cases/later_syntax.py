"""Somebody whose Python is newer than the grader's may be: a type gets its name as in 3.12."""

from __future__ import annotations

import sys

from nbformat import NotebookNode

from ..edits import before
from ..form import FULL

IS_KNOWN = sys.version_info >= (3, 12)
SCORE = FULL if IS_KNOWN else FULL - 2
SAYS = (
    ""
    if IS_KNOWN
    else "Python 3.11, with which your notebook was graded, does not understand line 2"
)


def save(notebook: NotebookNode) -> NotebookNode:
    return before("import numpy as np\ntype Array = np.ndarray", notebook, "softmax")
