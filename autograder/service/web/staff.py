"""The staff's page: the class now, and what the service is told to do."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from typing import ClassVar

from tornado.web import HTTPError, authenticated

from autograder import content
from autograder.grading.course import CourseError
from autograder.service.marking import Refused
from autograder.service.orders import Kind
from autograder.service.state import assignments_now, can_be_graded, class_now, class_table
from autograder.service.web.changes import Changes
from autograder.service.web.login import POLICY
from autograder.service.web.page import Page, Site
from autograder.service.web.server import Route
from autograder.service.web.standing import SYMBOLS

SEE_OTHER = HTTPStatus.SEE_OTHER
MOST_LISTED = 30  # attempts of a kind


class StaffPage(Page):
    """A page for the staff of the course, and nobody else."""

    policy = POLICY.replace("form-action 'none'", "form-action 'self'") + "; img-src data:"
    home = ("The class now", "staff/")
    says: ClassVar = {
        403: "This page is for the staff of the course. If you are, go back, load the page again, "
        "and try once more.",
        404: "There is no such page.",
    }

    async def prepare(self) -> None:
        """Refuse everybody else before anything is looked at."""
        await super().prepare()
        if self.current_user is not None and not self.is_staff:
            self.home = Page.home
            raise HTTPError(HTTPStatus.FORBIDDEN)

    def sentence(self, status: int, error: BaseException | None) -> str:
        """Return what to say about a failure: staff may know why."""
        if isinstance(error, Refused):
            self.set_status(HTTPStatus.CONFLICT)
        elif isinstance(error, CourseError):
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            return super().sentence(status, error)
        return str(error)


class NowHandler(StaffPage):
    """What is going on in the class, with all that can be done about it."""

    @authenticated
    async def get(self) -> None:
        """Show it."""
        site, changes = self.site, _changes(self.site)
        questions = await asyncio.to_thread(site.marking.questions)
        self.show(
            "staff.html.j2",
            changes=changes,
            now=class_now(site.attempts, MOST_LISTED),
            most=MOST_LISTED,
            assignments=assignments_now(site.attempts, site.orders),
            questions=questions,
            orders=site.orders,
            health=site.health,
            formgrader=site.formgrader,
            can_be_graded=lambda attempt: can_be_graded(site.attempts, attempt),
            find=site.attempts.find,
            symbols=SYMBOLS,
        )


class LearnersHandler(StaffPage):
    """Who has what of which assignment."""

    @authenticated
    async def get(self) -> None:
        """Show it."""
        site, changes = self.site, _changes(self.site)
        learners = await asyncio.to_thread(class_table, site.course, site.attempts)
        self.show(
            "learners.html.j2",
            changes=changes,
            assignments=content.assignments(),
            learners=learners,
            formgrader=site.formgrader,
            symbols=SYMBOLS,
        )


class ClassChangesHandler(Changes, StaffPage):
    """Tells of changes in the class."""

    look_seconds = 2.0  # on a deadline's night, there is always something new

    def changes(self) -> int:
        """Return how often something was written down, and whether the service is ready."""
        return _changes(self.site)


class OrdersHandler(StaffPage):
    """Takes orders for the service."""

    @authenticated
    async def post(self) -> None:
        """Write one down, with who gave it and when."""
        try:
            kind = Kind(self.get_body_argument("kind"))
        except ValueError:
            raise HTTPError(HTTPStatus.BAD_REQUEST) from None
        about = self.get_body_argument("about", "")
        if not self._makes_sense(kind, about):
            raise HTTPError(HTTPStatus.NOT_FOUND)
        self.site.orders.give(kind, self.person, about)
        self.redirect(f"{self.site.prefix}staff/", status=SEE_OTHER)

    def _makes_sense(self, kind: Kind, about: str) -> bool:
        if kind is Kind.GRADE:
            attempt = self.site.attempts.find(about)
            return attempt is not None and can_be_graded(self.site.attempts, attempt)
        if kind in (Kind.HOLD, Kind.RELEASE):
            return about in content.assignments()
        return not about


def routes(site: Site) -> list[Route]:
    """Return the handlers of the page."""
    base, means = rf"{re.escape(site.prefix)}staff/", {"site": site}
    return [
        (base, NowHandler, means),
        (rf"{base}changes", ClassChangesHandler, means),
        (rf"{base}learners", LearnersHandler, means),
        (rf"{base}orders", OrdersHandler, means),
    ]


def _changes(site: Site) -> int:
    site.orders.catch_up()
    return 2 * (site.attempts.all_changes() + site.orders.given) + site.health.ready
