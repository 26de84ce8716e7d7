"""Login from a learning management system (LTI 1.3): who it is, and in which course as what."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from jupyterhub.handlers import BaseHandler
from jupyterhub.user import User
from ltiauthenticator.lti13.auth import LTI13Authenticator
from tornado import web
from traitlets import Dict, Unicode

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
LMS_USER_ID = "lms_user_id"  # the custom field in which the system sends its own number of a user
COLUMNS = ("id", "first_name", "last_name", "email", LMS_USER_ID)
INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"  # of this very course


class CourseAuthenticator(LTI13Authenticator):
    """Puts who comes from a course of the LMS into nbgrader's groups of that course.

    Besides, it keeps lists that `nbgrader db student import` reads: grades go back by them.
    """

    courses = Dict(
        key_trait=Unicode(), value_trait=Unicode(), help="the course for each context's id"
    ).tag(config=True)
    rosters = Unicode(help="the folder of a CSV file of learners for each course").tag(config=True)

    async def authenticate(
        self, handler: BaseHandler, data: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Say who a verified launch is from, and enrol them."""
        claims = data or {}
        context = claims.get(f"{CLAIM}context", {}).get("id", "")
        if context not in self.courses:
            raise web.HTTPError(403, f"This hub has no course for the context {context!r}.")
        model: dict[str, Any] = await super().authenticate(handler, claims)
        model["name"] = self.normalize_username(model["name"])
        self._enrol(handler.user_from_username(model["name"]), self.courses[context], claims)
        return model

    def _enrol(self, user: User, course: str, claims: dict[str, Any]) -> None:
        staff, learners = f"formgrade-{course}", f"nbgrader-{course}"
        elsewhere = {group.name for group in user.groups} - {staff, learners}
        if INSTRUCTOR in claims[f"{CLAIM}roles"]:
            user.sync_groups({*elsewhere, staff})
        else:
            user.sync_groups({*elsewhere, learners})
            self._remember(_student(user.name, claims), Path(self.rosters, f"{course}.csv"))

    def _remember(self, student: dict[str, str], path: Path) -> None:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        known = []
        if path.exists():
            with path.open(encoding="utf-8", newline="") as lines:
                known = [row for row in csv.DictReader(lines) if row["id"] != student["id"]]
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, COLUMNS)
            writer.writeheader()
            writer.writerows([*known, student])


def _student(name: str, claims: dict[str, Any]) -> dict[str, str]:
    return {
        "id": name,
        "first_name": claims.get("given_name", ""),
        "last_name": claims.get("family_name", ""),
        "email": claims.get("email", ""),
        LMS_USER_ID: str(claims.get(f"{CLAIM}custom", {}).get(LMS_USER_ID, claims["sub"])),
    }
