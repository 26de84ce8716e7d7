"""nbgrader's formgrader, with slow buttons that leave the server free for everybody else.

nbgrader's own handlers work in the server's event loop: while one submission is graded, nobody
else gets an answer. Here, the two buttons that run through submissions start nbgrader's command.
The page for manual grading shows formulas without a script from the network and says whose each
cell is, and a submission's time that cannot be read keeps no list from being shown.
Enable this module as a server extension in the place of `nbgrader.server_extensions.formgrader`.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.server_extensions.formgrader import formgrader
from nbgrader.server_extensions.formgrader.base import (
    BaseApiHandler,
    check_notebook_dir,
    check_xsrf,
)
from tornado import web

from autograder.grading.rebuild import grade_id, is_solution, is_test
from autograder.grading.report import is_for_staff
from autograder.nbgrader_plugin import reading_times
from autograder.pages.code import coloured, plain
from autograder.pages.markdown import html_of
from autograder.pages.outline import NOTE_ID
from autograder.pages.polish import PLAIN, mark_plain, without_hidden_tests

FRAME, OUTPUTS = "unrolled_frame", "unrolled_outputs"  # in the metadata of cells
TEMPLATE = str(Path(__file__).with_name("templates") / "formgrade")
BUTTONS = (
    (r"/formgrader/api/submission/([^/]+)/([^/]+)/autograde", ["autograde", "--create"]),
    (r"/formgrader/api/assignment/([^/]+)/generate_feedback", ["generate_feedback"]),
    (r"/formgrader/api/assignment/([^/]+)/([^/]+)/generate_feedback", ["generate_feedback"]),
)
_one_at_a_time = asyncio.Lock()  # the gradebook has one writer


@dataclass(frozen=True)
class Frame:
    """Says on the page whose something is: no learner's text can make one, or get out of it."""

    owner: str
    label: str


ANSWER = Frame("learner", "The learner’s answer")
OWN_CELL = Frame("learner", "A cell that the learner added")
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
        mark_plain(nb)
        return nb, resources


def _frames(cell: NotebookNode) -> tuple[Frame | None, Frame | None]:
    """Return the frames of a cell and of its outputs."""
    if is_test(cell):
        return None, RESULT
    if is_for_staff(cell):
        return RUBRIC, None
    if is_solution(cell):
        return ANSWER, None
    if grade_id(cell) is not None:
        return None, SHOWN if cell.get("outputs") else None
    return (NOTE if cell.id == NOTE_ID else OWN_CELL), None


class CommandHandler(BaseApiHandler):
    """Answers a button with what an nbgrader command did."""

    def initialize(self, command: list[str]) -> None:
        """Remember the command; called by Tornado."""
        self._command = command

    @web.authenticated
    @check_xsrf  # type: ignore[untyped-decorator]
    @check_notebook_dir  # type: ignore[untyped-decorator]
    async def post(self, assignment: str, student: str | None = None) -> None:
        """Run the command on one submission, or on all of an assignment."""
        arguments = [*self._command, "--force", f"--assignment={assignment}"]
        if student is not None:
            arguments.append(f"--student={student}")
        async with _one_at_a_time:
            result = await _nbgrader(self.coursedir.root, arguments)
        self.write(json.dumps(result))  # the page wants the JSON as text


async def _nbgrader(course: str, arguments: list[str]) -> dict[str, Any]:
    """Run nbgrader in the course directory, where it finds the course's configuration."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-W", "ignore", "-m", "nbgrader", *arguments),
        cwd=course,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return {"success": process.returncode == 0, "log": output.decode(errors="replace")}


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    base = app.web_app.settings["base_url"]
    handlers = [
        (url_path_join(base, url), CommandHandler, {"command": command}) for url, command in BUTTONS
    ]
    # Whoever comes first answers.
    app.web_app.add_handlers(".*$", handlers)  # type: ignore[no-untyped-call]
    formgrader.load_jupyter_server_extension(app)
    _polish(app.web_app.settings["nbgrader_exporter"])
    reading_times.replace()


def _polish(exporter: HTMLExporter) -> None:
    exporter.template_paths = [TEMPLATE, *exporter.template_paths]
    exporter.template_file = "marking.html.j2"
    exporter.filters = {
        **exporter.filters,
        "markdown2html": _markdown,
        "highlight_code": _code,
    }
    exporter.register_preprocessor(PolishForStaff, enabled=True)


@pass_context
def _markdown(context: Context, source: str) -> str:
    return html_of(source, context.get("cell", {}).get("attachments"))


def _code(source: str, metadata: dict[str, Any]) -> str:
    shown = plain(source) if metadata.get(PLAIN) else coloured(source)
    return f'<div class="highlight hl-ipython3"><pre>{shown}</pre></div>'
