"""Running the service of a course, with its web server, until somebody stops it."""

from __future__ import annotations

import os
from logging import getLogger
from pathlib import Path

from autograder.grading.course import Course
from autograder.process.configured import configuration
from autograder.service import log
from autograder.service.marking import Marking
from autograder.service.orders import Orders
from autograder.service.service import Service, start_anew
from autograder.service.session import Means
from autograder.service.web import health
from autograder.service.web.server import Route, Server

FORMGRADER = "UNROLLED_FORMGRADER"  # has the address of the formgrader's server, for links


def serve_course(course: Path, means: Means, port: int, polling: bool, form: str) -> None:
    """Serve until a signal comes; when the course has changed, start anew."""
    log.set_up(form)
    service = Service(Course(course), means, polling)
    for_operators = health.routes(service.health, service.metrics.registry)
    pages, settings = _pages(service, course, means)
    with Server(port, [*for_operators, *pages], **settings) as server:
        getLogger(log.LOGGERS[0]).info("http://127.0.0.1:%d/health", server.port)
        changed = service.run()
    if changed:
        start_anew()


def _pages(service: Service, course: Path, means: Means) -> tuple[list[Route], dict[str, bytes]]:
    """Return the handlers of the pages, which need the login of a hub, and Tornado's settings."""
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX")
    if prefix is None:
        return [], {}
    from autograder.service.web import marking, report, results, staff  # with what is a hub's
    from autograder.service.web.login import cookie_secret
    from autograder.service.web.page import Site

    course_id = configuration(course).CourseDirectory.course_id or ""
    site = Site(
        prefix=prefix,
        course=course,
        attempts=service.attempts,
        orders=Orders(course),
        health=service.health,
        marking=Marking(course, means.budget),
        staff=f"formgrade-{course_id}",  # as nbgrader has it
        formgrader=os.environ.get(FORMGRADER, ""),
    )
    parts = (results, staff, marking, report)
    routes = [route for part in parts for route in part.routes(site)]
    return routes, {"cookie_secret": cookie_secret()}
