"""Feed the reader of submitted notebooks with bytes that its coverage suggests.

By hand: `pip install atheris`, then `python -m tests.fuzz.notebooks -max_total_time=300`. The
options are libFuzzer's. Bytes must give a valid notebook or `Unreadable`; what does not is left
in a file, and belongs into tests/admission/cases/ when it is mended.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["autograder.grading"]):
    from autograder.grading.rebuild import rebuild
    from autograder.grading.submission import Unreadable, parse

import nbformat

from tests.admission.case import RELEASE

OPTIONS = ["-timeout=2", "-rss_limit_mb=1000", "-max_len=20000"]


def one(content: bytes) -> None:
    """Read one notebook."""
    try:
        notebook = rebuild(RELEASE, parse(content))
    except Unreadable:
        return
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode()


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *OPTIONS, *sys.argv[1:]], one)
    atheris.Fuzz()
