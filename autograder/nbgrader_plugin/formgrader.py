"""nbgrader's formgrader, with slow buttons that leave the server free for everybody else.

nbgrader's own handlers work in the server's event loop: while one submission is graded, nobody
else gets an answer. Here, the two buttons that run through submissions start nbgrader's command.
The page for manual grading is made in a process of its own, which can be killed, and a submission's
time that cannot be read keeps no list from being shown.
Enable this module as a server extension in the place of `nbgrader.server_extensions.formgrader`.
"""

from __future__ import annotations

import asyncio
import json
import sys
from functools import cache
from typing import Any

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import formgrader
from nbgrader.server_extensions.formgrader.base import (
    BaseApiHandler,
    check_notebook_dir,
    check_xsrf,
)
from nbgrader.server_extensions.formgrader.handlers import SubmissionHandler
from tornado import web

from autograder.budget import budget_from_environment
from autograder.nbgrader_plugin import reading_times
from autograder.nbgrader_plugin.marking_page import Show
from autograder.process.process import Died, Process

BUTTONS = (
    (r"/formgrader/api/submission/([^/]+)/([^/]+)/autograde", ["autograde", "--create"]),
    (r"/formgrader/api/assignment/([^/]+)/generate_feedback", ["generate_feedback"]),
    (r"/formgrader/api/assignment/([^/]+)/([^/]+)/generate_feedback", ["generate_feedback"]),
)
PAGE = r"/formgrader/submissions/([^/]+)/?"
_one_at_a_time = asyncio.Lock()  # the gradebook has one writer
_one_page_at_a_time = asyncio.Lock()


class MarkingHandler(SubmissionHandler):
    """Answers with the page on one submission, made by a process that can be killed.

    nbgrader's own handler looks everything up; only the page it gets from elsewhere.
    """

    @property
    def exporter(self) -> Order:
        """What nbgrader's handler asks for the page."""
        return self._order

    @web.authenticated
    async def get(self, submission_id: str) -> None:
        """Write the page, or why there is none."""
        self._order = Order()
        super().get(submission_id)
        show = self._order.show(self.settings["nbgrader_exporter"])
        if show is None:
            return  # nbgrader's handler has answered
        try:
            async with _one_page_at_a_time:
                page = await asyncio.to_thread(_process().do, show)
        except Died as death:
            raise web.HTTPError(
                500,
                f"This submission cannot be shown: {death}. Open {show.notebook} by hand; it is "
                "safe to look at, but not to run.",
            ) from None
        self.write(page)


class Order:
    """Stands for the exporter: remembers what page was asked for."""

    def __init__(self) -> None:
        self._asked: tuple[str, dict[str, Any]] | None = None

    def from_filename(self, filename: str, resources: dict[str, Any]) -> tuple[str, None]:
        """Take the order; the page itself comes later."""
        self._asked = filename, resources
        return "", None

    def show(self, exporter: HTMLExporter) -> Show | None:
        """Return the task that makes the page as this exporter would; None if none was ordered."""
        if self._asked is None:
            return None
        return Show(*self._asked, settings=dict(exporter.config.HTMLExporter))


@cache
def _process() -> Process:
    """Return the process that makes the pages, started for the first of them."""
    return Process(budget_from_environment())


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
    handlers: list[Any] = [
        (url_path_join(base, url), CommandHandler, {"command": command}) for url, command in BUTTONS
    ]
    handlers.append((url_path_join(base, PAGE), MarkingHandler))
    # Whoever comes first answers.
    app.web_app.add_handlers(".*$", handlers)  # type: ignore[no-untyped-call]
    formgrader.load_jupyter_server_extension(app)
    reading_times.replace()
