"""What in a text or in code is a learner's own words, and not what was given.

However long or odd a source is, it takes time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from nbformat import NotebookNode

FEWEST_WORDS = 4
MARKS = " \t#>"  # what may stand before a line that is otherwise as it was given
# Comments, and strings that are alone in their statement, printed or named; no marks of tools.
REMARK = re.compile(
    r"^(?:#(?! ?%%|@)(?P<comment>[^\n]*)"
    r"|(?:print\(|\w++ *+= *+)?[fFrRuU]?"
    r"(?:(?P<quotes>\"\"\"|''')(?P<text>.*?)(?P=quotes)|\"(?P<line>[^\"\n]*)\"\)?$))",
    re.DOTALL | re.MULTILINE,
)
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # of languages that put no spaces between words
    r"|(?<!\S)[^\W\d_]++(?:['’-][^\W\d_]++)*+(?=[.,;:!?)]*+(?!\S))"
)


def lines_of(cells: Iterable[NotebookNode]) -> frozenset[str]:
    """Return the lines of cells, as `own_lines` takes them."""
    return frozenset(line.strip(MARKS) for cell in cells for line in cell.source.splitlines())


def own_lines(text: str, given: Set[str]) -> str:
    """Return the lines of a text that were not given."""
    return "\n".join(line for line in text.splitlines() if line.strip(MARKS) not in given).strip()


def remarks(code: str) -> str:
    """Return what code says in words outside of its functions: comments, and strings of no use."""
    found = REMARK.finditer(code)
    return "\n".join(
        next(filter(None, (match["comment"], match["text"], match["line"])), "").strip()
        for match in found
    )


def is_prose(text: str) -> bool:
    """Say whether a text may be an answer, rather than a heading or code in a comment."""
    return len(WORD.findall(text)) >= FEWEST_WORDS
