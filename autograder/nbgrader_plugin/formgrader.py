"""nbgrader's formgrader, with slow buttons that leave the server free for everybody else.

nbgrader's own handlers work in the server's event loop: while one submission is graded, nobody
else gets an answer. Here, the two buttons that run through submissions start nbgrader's command.
The page for manual grading shows formulas without a script from the network, and a submission's
time that cannot be read keeps no list from being shown.
Enable this module as a server extension in the place of `nbgrader.server_extensions.formgrader`.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

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

from autograder.grading.rebuild import is_test
from autograder.nbgrader_plugin import reading_times
from autograder.pages.formulas import with_mathml
from autograder.pages.polish import without_hidden_tests

TEMPLATE = str(Path(__file__).with_name("templates") / "formgrade")
BUTTONS = (
    (r"/formgrader/api/submission/([^/]+)/([^/]+)/autograde", ["autograde", "--create"]),
    (r"/formgrader/api/assignment/([^/]+)/generate_feedback", ["generate_feedback"]),
    (r"/formgrader/api/assignment/([^/]+)/([^/]+)/generate_feedback", ["generate_feedback"]),
)
_one_at_a_time = asyncio.Lock()  # the gradebook has one writer


class PolishForStaff(NbGraderPreprocessor):
    """Turns formulas into MathML, and takes out what stands in for hidden tests.

    That says that nothing has been graded; what the graders found stands below it.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        """Polish one cell."""
        if cell.cell_type == "markdown":
            cell.source = with_mathml(cell.source)
        elif is_test(cell):
            cell.source = without_hidden_tests(cell.source)
        return cell, resources


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
    exporter.exclude_anchor_links = True
    exporter.register_preprocessor(PolishForStaff, enabled=True)
