"""What learners see of the graded notebook: no hidden tests, no staff's evidence, formulas."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from latex2mathml.converter import convert
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.rebuild import is_exploration, is_test
from autograder.grading.report import is_for_staff

HIDDEN_TESTS = re.compile(r"\n?^[ \t]*### BEGIN HIDDEN TESTS.*", re.DOTALL | re.MULTILINE)
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


class PolishFeedback(NbGraderPreprocessor):
    """Takes out what is not for learners, and turns formulas into MathML, which needs no script."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Polish every cell."""
        # Given figures are not drawn when grading: without them, their code means nothing.
        nb.cells = [c for c in nb.cells if not is_exploration(c) and not is_for_staff(c)]
        return super().preprocess(nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        """Polish one cell."""
        if cell.cell_type == "markdown":
            cell.source = with_mathml(cell.source)
        elif cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not is_for_staff(output)]
            if is_test(cell):
                cell.source = HIDDEN_TESTS.sub("", cell.source)
        return cell, resources


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
