"""The formgrader's page on one submission: whose each cell is, and formulas without a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from autograder.grading.admission import NOTE_ID
from autograder.grading.rebuild import grade_id, is_exploration, is_solution, is_test
from autograder.grading.report import is_for_staff
from autograder.grading.shown import WORDS
from autograder.pages.code import coloured, plain
from autograder.pages.markdown import html_of
from autograder.pages.polish import PLAIN, limit_code, without_hidden_tests

FRAME, OUTPUTS = "unrolled_frame", "unrolled_outputs"  # in the metadata of cells
TEMPLATE = str(Path(__file__).with_name("templates") / "formgrade")


@dataclass(frozen=True)
class Show:
    """Make the page on a graded notebook: a task for a grading process.

    Parameters
    ----------
    notebook : path of the autograded one.
    resources : what the formgrader says about it.
    settings : those of nbgrader's own exporter.
    """

    notebook: str
    resources: Mapping[str, Any]
    settings: Mapping[str, Any]

    def __call__(self) -> str:
        """Return the page as HTML."""
        exporter = HTMLExporter(config=Config({"HTMLExporter": dict(self.settings)}))
        _polish(exporter)
        page, _ = exporter.from_filename(self.notebook, resources=dict(self.resources))
        return str(page)


@dataclass(frozen=True)
class Frame:
    """Says on the page whose something is: no learner's text can make one, or get out of it."""

    owner: str
    label: str


ANSWER = Frame("learner", "The learner’s answer")
OWN_CELL = Frame("learner", "A cell that the learner added")
ELSEWHERE = Frame("learner", "The learner’s words from other places in the notebook")
SHOWN = Frame("learner", "Shown while the learner’s code ran")
RUBRIC = Frame("ours", "For the staff, by the course")
NOTE = Frame("ours", "By the grader")
RESULT = Frame("ours", "Result, by the grader")


class PolishForStaff(NbGraderPreprocessor):
    """Says whose each cell is, and takes out what stands in for hidden tests.

    That says that nothing has been graded; what the graders found stands below it.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Polish every cell."""
        for cell in nb.cells:
            cell.metadata[FRAME], cell.metadata[OUTPUTS] = _frames(cell)
            if is_test(cell):
                cell.source = without_hidden_tests(cell.source)
        limit_code(nb)
        return nb, resources


def _frames(cell: NotebookNode) -> tuple[Frame | None, Frame | None]:
    """Return the frames of a cell and of its outputs."""
    if is_test(cell):
        return None, RESULT
    if is_for_staff(cell):
        return (ELSEWHERE if cell.metadata == WORDS else RUBRIC), None
    if is_solution(cell):
        return ANSWER, None
    if grade_id(cell) is not None or is_exploration(cell):
        return None, SHOWN if cell.get("outputs") else None
    return (NOTE if cell.id == NOTE_ID else OWN_CELL), None


def _polish(exporter: HTMLExporter) -> None:
    exporter.template_paths = [TEMPLATE, *exporter.template_paths]
    exporter.template_file = "marking.html.j2"
    exporter.filters = {
        **exporter.filters,
        "markdown2html": _markdown,
        "highlight_code": _code,
        "strip_files_prefix": _unchanged,
    }
    exporter.register_preprocessor(PolishForStaff, enabled=True)


@pass_context
def _markdown(context: Context, source: str) -> str:
    return html_of(source, context.get("cell", {}).get("attachments"))


def _unchanged(html: str) -> str:
    # nbconvert's reads the rest of a line again at each bracket, for links of old notebooks.
    return html


def _code(source: str, metadata: dict[str, Any]) -> str:
    shown = plain(source) if metadata.get(PLAIN) else coloured(source)
    return f'<div class="highlight hl-ipython3"><pre>{shown}</pre></div>'
