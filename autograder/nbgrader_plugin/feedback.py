"""What learners see of the graded notebook: no hidden tests, no staff's evidence, formulas."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from latex2mathml.converter import convert
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.rebuild import grade_id, is_exploration, is_test
from autograder.grading.report import is_for_staff
from autograder.nbgrader_plugin.exporter import UNREADABLE
from autograder.nbgrader_plugin.preprocessors import TEST_PREFIX

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
# nbgrader's list of nameless cells gives way to ours; its grey links are hard to read on blue.
STYLE = (
    "<style>#toc li:not(.late-penalty),.anchor-link{display:none}"
    ".text_cell_render td,.text_cell_render th{text-align:left;padding:0.2em 1.2em 0.2em 0}"
    ".nbgrader_cell .panel-heading a{color:#fff!important;text-decoration:underline}</style>"
)


class PolishFeedback(NbGraderPreprocessor):
    """Takes out what is not for learners, and turns formulas into MathML, which needs no script.

    Comes after GetGrades, whose points it lists on top.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Polish every cell and put the overview before them."""
        # Given figures are not drawn when grading: without them, their code means nothing.
        nb.cells = [c for c in nb.cells if not is_exploration(c) and not is_for_staff(c)]
        super().preprocess(nb, resources)
        nb.cells.insert(0, new_markdown_cell(_overview(nb)))
        return nb, resources

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


def _overview(notebook: NotebookNode) -> str:
    """List the points of each exercise and question; say so if nothing could be read."""
    rows = "".join(_points(cell) for cell in notebook.cells if "points" in _nbgrader(cell))
    return (
        f"{STYLE}<h2>Your points</h2>{_warning(notebook.metadata.get(UNREADABLE))}"
        "<p>Answers in words are marked by people. The given figures are left out of this page.</p>"
        "<table style='font-size:inherit'><thead><tr>"
        f"<th scope='col'>Exercise</th><th scope='col'>Points</th>"
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _warning(reason: str | None) -> str:
    if reason is None:
        return ""
    return (
        f"<p><b>Your notebook could not be read: {escape(reason)}.</b> So there was nothing to "
        "grade. Open it in JupyterLab, save it, and submit it again, or ask the staff.</p>"
    )


def _points(cell: NotebookNode) -> str:
    identifier = grade_id(cell) or ""
    title = f"<code>{escape(identifier.removeprefix(TEST_PREFIX))}</code>"
    if not is_test(cell):
        title += " (in words)"
    points = f"{_nbgrader(cell).get('score', 0):g} of {_nbgrader(cell)['points']:g}"
    return (
        f"<tr><th scope='row' style='font-weight:normal'>"
        f"<a href='#{escape(identifier)}'>{title}</a></th><td>{points}</td></tr>"
    )


def _nbgrader(cell: NotebookNode) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))


def _as_mathml(match: re.Match[str]) -> str:
    if match["code"]:
        return match[0]
    display = "block" if match["display"] else "inline"
    formula = match["display"] or match["inline"]
    for old, new in SPELLED:
        formula = formula.replace(old, new)
    try:
        return ALIGNMENT.sub(
            r'style="text-align:\1;padding:0.2em 0"', convert(formula, display=display)
        )
    except Exception:
        return match[0]  # a learner's formula need not be one
