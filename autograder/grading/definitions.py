"""What code defines, as far as it can be told line by line, in time proportional to its length."""

from __future__ import annotations

import re

BINDING = re.compile(
    r"^(?:(?:async )?(?:def|class) \w++|\w++ *+(?=(?::[^=\n]{0,200})?=(?!=))|(?:from|import) .*)",
    re.MULTILINE,
)
# A statement ends where a line begins that is neither indented nor the end of a bracket.
STATEMENT = re.compile(r"^(?![ \t)\]}\n]).*(?:\n(?:[ \t)\]}].*)?)*+", re.MULTILINE)
DEFINITION = re.compile(
    r"(?:async )?(?:def|class) |from |import |@|try:|except\b"
    r"|\w++ *+(?::[^=\n(]{0,200})?= *+(?:lambda\b|[^(\n]*+(?=\n|\Z))"
)


def bindings(code: str) -> frozenset[str]:
    """Return what code defines, assigns and imports, as it stands there."""
    return frozenset(match[0].strip() for match in BINDING.finditer(code))


def definitions_in(code: str) -> str:
    """Return the statements of code that define functions, classes and constants, or import."""
    statements = (match[0] for match in STATEMENT.finditer(code))
    return "".join(each for each in statements if DEFINITION.match(each))
