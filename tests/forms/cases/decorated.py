"""Functions in decorators that count, cache and measure."""

from __future__ import annotations

from nbformat import NotebookNode

from ..edits import above, before, names

DECORATORS = """
import time
from functools import lru_cache, wraps

@lru_cache(maxsize=None)
def factor(n):
    return 1 / n

def timed(function):
    @wraps(function)
    def measured(*args, **kwargs):
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            print(function.__name__, time.perf_counter() - started)
    return measured
"""


def save(notebook: NotebookNode) -> NotebookNode:
    above(notebook, "softmax", DECORATORS)
    return before("@timed", notebook, *names())
