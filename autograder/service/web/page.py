"""What all pages of the service share: their looks, their texts, and what they tell of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.service.attempt_log import AttemptLog
from autograder.service.health import Health
from autograder.service.marking import Marking
from autograder.service.orders import Orders
from autograder.service.web.login import OwnPage
from autograder.service.web.standing import moment

ELSE = "Something went wrong. Try again in a moment, and tell the staff if it stays so."


@dataclass(frozen=True)
class Site:
    """What the pages of a course are made from.

    Parameters
    ----------
    prefix : of all addresses.
    orders : as the pages read them; the service reads them by itself.
    staff : the hub's group whose members are.
    formgrader : its address, if the hub has told it.
    """

    prefix: str
    course: Path
    attempts: AttemptLog
    orders: Orders
    health: Health
    marking: Marking
    staff: str
    formgrader: str = ""


class Page(OwnPage):
    """A page of the service."""

    says: ClassVar[dict[int, str]] = {}  # by status
    home = ("My results", "")  # where to go from an error: title and place

    def initialize(self, site: Site) -> None:
        """Take what it tells of."""
        self.site = site

    @property
    def is_staff(self) -> bool:
        """Whether who asks is staff of the course."""
        return self.site.staff in self.groups

    def show(self, template: str, **values: object) -> None:
        """Answer with a page."""
        page = _templates().get_template(template)
        self.write(
            page.render(
                base=self.site.prefix,
                person=self.person,
                is_staff=self.is_staff,
                token=self.xsrf_token.decode(),
                **values,
            )
        )

    def write_error(self, status_code: int, **details: Any) -> None:
        """Say in words what is not possible."""
        error = details["exc_info"][1] if "exc_info" in details else None
        page = _templates().get_template("error.html.j2")
        hub, says = self.hub_auth.hub_prefix, self.sentence(status_code, error)
        title, place = self.home
        home = f"{self.site.prefix}{place}"
        self.finish(page.render(base=self.site.prefix, hub=hub, says=says, title=title, home=home))

    def sentence(self, status: int, error: BaseException | None) -> str:
        """Return what to say about a failure."""
        return self.says.get(status, ELSE)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.service.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"moment": moment, "points": _points, "since": _since}
    return environment


def _points(points: float) -> str:
    return f"{round(points, 2):g}"


def _since(time: str) -> Markup:
    return moment(datetime.fromisoformat(time))
