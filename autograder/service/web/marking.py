"""Marking by question, on a page for each question."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from urllib.parse import urlencode

from tornado.web import HTTPError, authenticated

from autograder.batch.entries import people
from autograder.grading.course import CourseError
from autograder.service.marking import Refused
from autograder.service.web.page import Site
from autograder.service.web.server import Route
from autograder.service.web.staff import SEE_OTHER, StaffPage

CHOICES = ("names", "waiting")  # what is shown: names of learners, only what waits


class QuestionHandler(StaffPage):
    """All answers to a question, one after the other."""

    @authenticated
    async def get(self, assignment: str, question: str) -> None:
        """Show them; names of learners only to who asks for them."""
        marking, chosen = self.site.marking, _chosen(self)
        sheet = await asyncio.to_thread(marking.sheet, assignment, question)
        if sheet is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        known = await asyncio.to_thread(people, self.site.course) if "names" in chosen else []
        only_waiting = "waiting" in chosen
        rows = [row for row in sheet.rows if row.mark.waits or not only_waiting]
        self.show(
            "question.html.j2",
            sheet=sheet,
            rows=rows,
            waiting=sum(row.mark.waits for row in sheet.rows),
            names={person.id: person.full_name for person in known},
            chosen=chosen,
            others={choice: _query(chosen ^ {choice}) for choice in CHOICES},
            query=_query(chosen),
            formgrader=self.site.formgrader,
        )


class MarkHandler(StaffPage):
    """Takes points and a comment for one answer."""

    @authenticated
    async def post(self, assignment: str, question: str, submission: str) -> None:
        """Write them down; go on to the next answer, or tell a script what came of it."""
        fields = (self.get_body_argument(name, "") for name in ("seen", "points", "comment"))
        where = (assignment, question, submission)
        in_script = "application/json" in self.request.headers.get("Accept", "")
        try:
            row = await asyncio.to_thread(self.site.marking.give, self.person, where, *fields)
        except (Refused, CourseError) as refusal:
            if not in_script:
                raise
            self.set_status(HTTPStatus.CONFLICT)
            self.write({"says": str(refusal)})
            return
        if row is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        if in_script:
            self.write({"seen": row.seen})
            return
        following = re.sub(r"[^0-9a-z]", "", self.get_body_argument("next", submission))
        page = f"{self.site.prefix}staff/questions/{assignment}/{question}"
        self.redirect(f"{page}{_query(_chosen(self))}#a{following}", status=SEE_OTHER)


def routes(site: Site) -> list[Route]:
    """Return the handlers of the pages."""
    base, means = rf"{re.escape(site.prefix)}staff/questions/([\w-]+)/([\w-]+)", {"site": site}
    return [(base, QuestionHandler, means), (rf"{base}/(\w+)", MarkHandler, means)]


def _chosen(page: StaffPage) -> frozenset[str]:
    """Return what who asks wants to see."""
    return frozenset(choice for choice in CHOICES if page.get_query_argument(choice, ""))


def _query(chosen: frozenset[str]) -> str:
    query = urlencode({choice: "yes" for choice in CHOICES if choice in chosen})
    return f"?{query}" if query else ""
