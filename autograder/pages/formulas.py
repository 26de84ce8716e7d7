"""Formulas in a text as MathML, which needs no script."""

from __future__ import annotations

import re
from functools import lru_cache

from latex2mathml.converter import convert

# In order: code, which is left alone; display formulas; formulas in a line.
MATH_OR_CODE = re.compile(
    r"(?P<code>```.*?```|`[^`\n]*`)"
    r"|(?<!\\)\$\$(?P<display>.+?)\$\$"
    r"|(?<![\\$])\$(?P<inline>[^$\n]+(?:\n[^$\n]+)?)\$(?!\$)",
    re.DOTALL,
)
# What latex2mathml does not know, and what it passes on as it is: no formula becomes a script.
SPELLED = (("{aligned}", "{align*}"), ("<", r"\lt "), (">", r"\gt "), ('"', "''"))
ALIGNMENT = re.compile(r'columnalign="(\w+)"')  # browsers know it by its style only
KEPT = 2000  # texts: of a class, most are the same


@lru_cache(KEPT)
def with_mathml(markdown: str) -> str:
    """Return a text with its formulas as MathML."""
    return MATH_OR_CODE.sub(_as_mathml, markdown)


def _as_mathml(match: re.Match[str]) -> str:
    if match["code"]:
        return match[0]
    display = "block" if match["display"] else "inline"
    formula = match["display"] or match["inline"]
    for old, new in SPELLED:
        formula = formula.replace(old, new)
    try:
        mathml = ALIGNMENT.sub(
            r'style="text-align:\1;padding:0.2em 0"', convert(formula, display=display)
        )
    except Exception:
        return match[0]  # a learner's formula need not be one
    # A formula may be wider than a phone, and what scrolls has to be reached by keys.
    return f'<span class="formula" tabindex="0">{mathml}</span>' if match["display"] else mathml
