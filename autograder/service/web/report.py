"""The class report of each assignment, made anew when somebody looks and something is recorded."""

from __future__ import annotations

import asyncio
import re
import sys
from http import HTTPStatus
from pathlib import Path

from sqlalchemy.engine import make_url
from tornado.web import HTTPError, authenticated

from autograder import content
from autograder.grading.course import Course, CourseError
from autograder.process.database import database
from autograder.service.web.page import Site
from autograder.service.web.server import Route
from autograder.service.web.staff import StaffPage

# The page itself forbids all scripts but its own; here it is kept from all else at the hub.
POLICY = (
    "sandbox allow-scripts; default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_one_at_a_time = asyncio.Lock()


class ReportHandler(StaffPage):
    """The report below a line that leads back."""

    @authenticated
    async def get(self, assignment: str) -> None:
        """Show it, as it is now."""
        if assignment not in content.assignments():
            raise HTTPError(HTTPStatus.NOT_FOUND)
        async with _one_at_a_time:
            await _refresh(Course(self.site.course), assignment)
        self.show("report.html.j2", assignment=assignment)


class ReportPageHandler(StaffPage):
    """The report itself."""

    @authenticated
    async def get(self, assignment: str) -> None:
        """Show it as it was written."""
        page = _page(self.site.course, assignment)
        if assignment not in content.assignments() or not page.is_file():
            raise HTTPError(HTTPStatus.NOT_FOUND)
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write(page.read_bytes())


def routes(site: Site) -> list[Route]:
    """Return the handlers of the reports."""
    base, means = rf"{re.escape(site.prefix)}staff/reports/([\w-]+)", {"site": site}
    return [(base, ReportHandler, means), (rf"{base}/page", ReportPageHandler, means)]


def _page(course: Path, assignment: str) -> Path:
    return course / "report" / f"{assignment}.html"


async def _refresh(course: Course, assignment: str) -> None:
    """Have `unrolled report` write it, unless nothing was recorded since it did.

    Raises
    ------
    CourseError : when there is nothing to report, or it fails.
    """
    page = _page(course.root, assignment)
    if _time(page) > max(map(_time, (course.notes(assignment, ".jsonl"), _gradebook(course)))):
        return
    process = await asyncio.create_subprocess_exec(
        *(Path(sys.executable).with_name("unrolled"), "report", assignment, "--course"),
        course.root,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await process.communicate()
    if process.returncode:
        raise CourseError(errors.decode(errors="replace").strip())


def _gradebook(course: Course) -> Path:
    """Return SQLite's file; of another database, no file tells when it changed."""
    return Path(make_url(database(course.root)).database or "")


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
