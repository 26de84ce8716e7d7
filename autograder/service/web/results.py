"""`My results`: what somebody has submitted, and what came of it."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from jupyterhub.services.auth import HubOAuthCallbackHandler
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, StaticFileHandler, authenticated

from autograder import pages
from autograder.content import settings
from autograder.service.attempt import Attempt
from autograder.service.attempt_log import AttemptLog
from autograder.service.state import Progress, page_of, progress, results
from autograder.service.web.login import OwnPage
from autograder.service.web.server import Route
from autograder.service.web.standing import AssignmentShown, moment, overview

STREAM_SECONDS = 30.0  # after which a browser asks anew, and the hub, too
LOOK_SECONDS = 0.25
MOST_STREAMS = 10  # of one learner
STYLE = Path(pages.__file__).parent / "templates"  # of feedback: the pages look alike
OWN = Path(__file__).with_name("static")
# No script, no form, no frame, nothing from elsewhere, and no access to what else is at the hub.
FEEDBACK_POLICY = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)

SAYS = {
    403: "This page is for the learners of a course. If you are one, ask the staff to enrol you.",
    404: "You have no such feedback.",
}
ELSE = "Something went wrong. Try again in a moment, and tell the staff if it stays so."


class ResultsHandler(OwnPage):
    """All assignments and attempts of who asks."""

    def initialize(self, prefix: str, attempts: AttemptLog) -> None:
        """Take what it tells of."""
        self._prefix = prefix
        self._attempts = attempts

    @authenticated
    async def get(self) -> None:
        """Show them."""
        changes = self._attempts.changes(self.learner)  # counted before anything is read
        assignments = [_shown(each) for each in results(self._attempts, self.learner)]
        self.show("results.html.j2", changes=changes, assignments=assignments)

    def show(self, template: str, **values: object) -> None:
        """Answer with a page."""
        token = self.xsrf_token.decode()
        page = _templates().get_template(template)
        self.write(page.render(base=self._prefix, learner=self.learner, token=token, **values))

    def write_error(self, status_code: int, **details: object) -> None:
        """Say in words what is not possible."""
        page = _templates().get_template("error.html.j2")
        hub, says = self.hub_auth.hub_prefix, SAYS.get(status_code, ELSE)
        self.finish(page.render(base=self._prefix, hub=hub, says=says))

    def own(self, key: str) -> Attempt:
        """Return an attempt of who asks; of others', nobody is told that they exist."""
        attempt = self._attempts.find(key)
        if attempt is None or attempt.student != self.learner:
            raise HTTPError(404)
        return attempt

    def page(self, key: str) -> bytes:
        """Return the feedback on an attempt of who asks."""
        page = page_of(self._attempts, self.own(key))
        if page is None:
            raise HTTPError(404)
        return page.read_bytes()


class AttemptHandler(ResultsHandler):
    """The feedback on one attempt, below a line that leads back."""

    @authenticated
    async def get(self, key: str) -> None:
        """Show it."""
        attempt = self.own(key)
        assignment = _shown(progress(self._attempts, self.learner, attempt.assignment))
        (shown,) = (each for each in assignment.attempts if each.key == key)
        if not shown.has_feedback:
            raise HTTPError(404)
        self.show("attempt.html.j2", assignment=assignment, attempt=shown)


class FeedbackHandler(ResultsHandler):
    """The feedback page itself."""

    @authenticated
    async def get(self, key: str) -> None:
        """Show it as it was printed."""
        page = self.page(key)
        self.set_header("Content-Security-Policy", FEEDBACK_POLICY)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write(page)


class ChangesHandler(ResultsHandler):
    """Tells a page that looks, by server-sent events, when there is something new."""

    _listening: ClassVar[Counter[str]] = Counter()
    _gone = False

    @authenticated
    async def get(self) -> None:
        """Say how much was written down about who asks, at once and whenever there is more."""
        if self._listening[self.learner] >= MOST_STREAMS:
            raise HTTPError(429)
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("X-Accel-Buffering", "no")
        self._listening[self.learner] += 1
        try:
            await self._tell()
        except (StreamClosedError, asyncio.CancelledError):
            pass  # either end has had enough
        finally:
            self._listening[self.learner] -= 1

    def on_connection_close(self) -> None:
        """Tell nobody any more: the page is closed."""
        self._gone = True

    async def _tell(self) -> None:
        loop, told = asyncio.get_running_loop(), -1
        ends = loop.time() + STREAM_SECONDS
        while loop.time() < ends and not self._gone:
            changes = self._attempts.changes(self.learner)
            if changes != told:
                told = changes
                self.write(f"data: {told}\n\n")
                await self.flush()
            await asyncio.sleep(LOOK_SECONDS)


def routes(prefix: str, attempts: AttemptLog) -> list[Route]:
    """Return the handlers of the page, and of what belongs to it."""
    base, means = re.escape(prefix), {"prefix": prefix, "attempts": attempts}
    return [
        (base, ResultsHandler, means),
        (rf"{base}changes", ChangesHandler, means),
        (rf"{base}attempts/([0-9a-f]+)", AttemptHandler, means),
        (rf"{base}attempts/([0-9a-f]+)/feedback", FeedbackHandler, means),
        (rf"{base}oauth_callback", HubOAuthCallbackHandler, {}),
        (rf"{base}(feedback\.css)", StaticFileHandler, {"path": str(STYLE)}),
        (rf"{base}(results\.css|results\.js)", StaticFileHandler, {"path": str(OWN)}),
    ]


def _shown(progress: Progress) -> AssignmentShown:
    return overview(progress, settings(progress.assignment).rules)


def _points(points: float) -> str:
    return f"{round(points, 2):g}"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.service.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"moment": moment, "points": _points}
    return environment
