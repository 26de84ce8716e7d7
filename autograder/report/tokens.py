"""Code as what is left of it without names, numbers, comments and layout.

Learners' code need not be Python, so it is not parsed.
"""

from __future__ import annotations

import keyword
import re
from functools import lru_cache

COMMENT = re.compile(r"#[^\n]*")
# A text that is not closed ends with its line, or with the cell: so every quote is read once.
TEXT = re.compile(
    r"(?i:\b[rbuf]{1,2})?"
    r"(?:\"\"\"(?:[^\\]|\\.)*?(?:\"\"\"|\Z)|'''(?:[^\\]|\\.)*?(?:'''|\Z)"
    r"|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?)",
    re.DOTALL,
)
TOKEN = re.compile(
    rf"(?P<text>{TEXT.pattern})|(?P<comment>{COMMENT.pattern})"
    r"|(?P<number>\d[\w.]*)|(?P<name>[^\W\d]\w*)|(?P<sign>[^\w\s])",
    re.DOTALL,
)
KEPT = 4096  # cells: in a class, many are the same


@lru_cache(KEPT)
def tokens(code: str) -> tuple[str, ...]:
    """Return the tokens of a piece of code; every name, number and text is the same to us."""
    return tuple(
        "N"
        if match.lastgroup == "name" and not keyword.iskeyword(match[0])
        else "1"
        if match.lastgroup == "number"
        else match[0]
        for match in TOKEN.finditer(code)
        if match.lastgroup not in {"comment", "text"}
    )


def without_remarks(code: str) -> str:
    """Take comments and texts over several lines out of code: there, people sign their work."""

    def kept(match: re.Match[str]) -> str:
        remark = match["comment"] or '"""' in match[0] or "'''" in match[0]
        return "" if remark else match[0]

    lines = TOKEN.sub(kept, code).splitlines()
    return "\n".join(line.rstrip() for line in lines if line.strip())
