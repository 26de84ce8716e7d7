"""`My results`: what somebody has submitted, and what came of it."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import ClassVar

from jupyterhub.services.auth import HubOAuthCallbackHandler
from tornado.web import HTTPError, StaticFileHandler, authenticated

from autograder import pages
from autograder.content import settings
from autograder.grading.course import CourseError
from autograder.service.attempt import Attempt
from autograder.service.state import Progress, marked, page_of, progress, results
from autograder.service.web.changes import Changes
from autograder.service.web.page import Page, Site
from autograder.service.web.server import Route
from autograder.service.web.standing import AssignmentShown, overview

STYLE = Path(pages.__file__).parent / "templates"  # of feedback: the pages look alike
OWN = Path(__file__).with_name("static")
# No script, no form, no frame, nothing from elsewhere, and no access to what else is at the hub.
FEEDBACK_POLICY = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
OWN_FILES = r"(results\.css|staff\.css|live\.js|marking\.js)"


class OwnResults(Page):
    """What belongs to who asks."""

    says: ClassVar = {
        403: "This page is for the learners of a course. If you are one, ask the staff to enrol "
        "you.",
        404: "You have no such feedback.",
    }

    def own(self, key: str) -> Attempt:
        """Return an attempt of who asks; of others', nobody is told that they exist."""
        attempt = self.site.attempts.find(key)
        if attempt is None or attempt.student != self.person:
            raise HTTPError(404)
        return attempt

    def page(self, key: str) -> bytes:
        """Return the feedback on an attempt of who asks."""
        page = page_of(self.site.attempts, self.own(key))
        if page is None:
            raise HTTPError(404)
        return page.read_bytes()


class ResultsHandler(OwnResults):
    """All assignments and attempts of who asks."""

    @authenticated
    async def get(self) -> None:
        """Show them; staff who have submitted nothing meant their own page."""
        site, person = self.site, self.person
        changes = site.attempts.changes(person)  # counted before anything is read
        if self.is_staff and not changes:
            self.redirect(f"{site.prefix}staff/")
            return
        site.orders.catch_up()
        try:
            from_gradebook = await asyncio.to_thread(marked, site.course, person)
        except CourseError:  # which staff are told; what the grader gave is known without it
            from_gradebook = {}
        found = results(site.attempts, person, from_gradebook, site.orders)
        self.show("results.html.j2", changes=changes, assignments=[_shown(each) for each in found])


class AttemptHandler(OwnResults):
    """The feedback on one attempt, below a line that leads back."""

    @authenticated
    async def get(self, key: str) -> None:
        """Show it."""
        attempt = self.own(key)
        assignment = _shown(progress(self.site.attempts, self.person, attempt.assignment))
        (shown,) = (each for each in assignment.attempts if each.key == key)
        if not shown.has_feedback:
            raise HTTPError(404)
        self.show("attempt.html.j2", assignment=assignment, attempt=shown)


class FeedbackHandler(OwnResults):
    """The feedback page itself."""

    @authenticated
    async def get(self, key: str) -> None:
        """Show it as it was printed."""
        page = self.page(key)
        self.set_header("Content-Security-Policy", FEEDBACK_POLICY)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write(page)


class ChangesHandler(Changes, OwnResults):
    """Tells of changes in what belongs to who asks."""

    def changes(self) -> int:
        """Return how often something was written down about who asks."""
        return self.site.attempts.changes(self.person)


def routes(site: Site) -> list[Route]:
    """Return the handlers of the page, and of what belongs to it."""
    base, means = re.escape(site.prefix), {"site": site}
    return [
        (base, ResultsHandler, means),
        (rf"{base}changes", ChangesHandler, means),
        (rf"{base}attempts/([0-9a-f]+)", AttemptHandler, means),
        (rf"{base}attempts/([0-9a-f]+)/feedback", FeedbackHandler, means),
        (rf"{base}oauth_callback", HubOAuthCallbackHandler, {}),
        (rf"{base}(feedback\.css)", StaticFileHandler, {"path": str(STYLE)}),
        (rf"{base}{OWN_FILES}", StaticFileHandler, {"path": str(OWN)}),
    ]


def _shown(progress: Progress) -> AssignmentShown:
    return overview(progress, settings(progress.assignment).rules)
