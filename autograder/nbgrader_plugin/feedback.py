"""What learners see of the graded notebook: no hidden tests, no staff's evidence, formulas."""

from __future__ import annotations

import re
from typing import Any

from latex2mathml.converter import convert
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.rebuild import is_test
from autograder.grading.report import is_for_staff

HIDDEN_TESTS = re.compile(r"\n?^[ \t]*### BEGIN HIDDEN TESTS.*", re.DOTALL | re.MULTILINE)
# In order: code, which is left alone; display formulas; formulas in a line.
MATH_OR_CODE = re.compile(
    r"(?P<code>```.*?```|`[^`\n]*`)"
    r"|(?<!\\)\$\$(?P<display>.+?)\$\$"
    r"|(?<![\\$])\$(?P<inline>[^$\n]+(?:\n[^$\n]+)?)\$(?!\$)",
    re.DOTALL,
)


class PolishFeedback(NbGraderPreprocessor):
    """Takes out what is not for learners, and turns formulas into MathML, which needs no script."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        """Polish one cell."""
        if cell.cell_type == "markdown":
            cell.source = MATH_OR_CODE.sub(_as_mathml, cell.source)
        elif cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not is_for_staff(output)]
            if is_test(cell):
                cell.source = HIDDEN_TESTS.sub("", cell.source)
        return cell, resources


def _as_mathml(match: re.Match[str]) -> str:
    if match["code"]:
        return match[0]
    display = "block" if match["display"] else "inline"
    try:
        return str(convert(match["display"] or match["inline"], display=display))
    except Exception:
        return match[0]  # a learner's formula need not be one
