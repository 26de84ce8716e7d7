"""Formulas as MathML, which needs no script."""

from __future__ import annotations

import re

from latex2mathml.converter import convert

# What latex2mathml does not know, and what it passes on as it is: no formula becomes a script.
SPELLED = (("{aligned}", "{align*}"), ("<", r"\lt "), (">", r"\gt "), ('"', "''"))
ALIGNMENT = re.compile(r'columnalign="(\w+)"')  # browsers know it by its style only
LONGEST = 2_000  # characters
# Commands of one's own that stand for several of the same kind grow without end.
DEFINITION = re.compile(r"\\(?:def|newcommand|newenvironment|DeclareMathOperator)")


def mathml(formula: str, is_display: bool) -> str | None:
    """Return a formula as MathML; None where it is none, or too much of one."""
    if len(formula) > LONGEST or DEFINITION.search(formula):
        return None
    for old, new in SPELLED:
        formula = formula.replace(old, new)
    try:
        converted = convert(formula, display="block" if is_display else "inline")
    except Exception:
        return None  # a learner's formula need not be one
    aligned = ALIGNMENT.sub(r'style="text-align:\1;padding:0.2em 0"', converted)
    # A formula may be wider than a phone, and what scrolls has to be reached by keys.
    return f'<span class="formula" tabindex="0">{aligned}</span>' if is_display else aligned
