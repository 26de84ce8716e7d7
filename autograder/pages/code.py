"""Code in colours, as far as that takes no longer than it is worth."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

KEPT = 2000  # texts: of a class, most are the same
LONGEST_COLOURED = 20_000  # characters of a text
MOST_COLOURED = 200_000  # of a notebook
MOST_SHOWN = 4 << 20  # of a notebook; a page of more opens in no browser
LEFT_OUT = f"# {{:,}} characters of code are not shown: pages show {MOST_SHOWN:,} of a notebook."
# Pygments reads blank lines again from each of them.
BLANK = re.compile(r"(?<![\s\\])[\s\\]{500,}+")
FORMATTER = HtmlFormatter(nowrap=True)
LEXER = PythonLexer(stripnl=False)


@lru_cache(KEPT)
def coloured(source: str) -> Markup:
    """Return Python as HTML; long texts, and what hides in blank space, without colours."""
    if len(source) > LONGEST_COLOURED or BLANK.search(source):
        return plain(source)
    return Markup(highlight(source, LEXER, FORMATTER).rstrip("\n"))


def plain(source: str) -> Markup:
    """Return code as HTML without colours."""
    return escape(source.rstrip("\n"))
