"""Running the service of a course, with its web server, until somebody stops it."""

from __future__ import annotations

import os
from logging import getLogger
from pathlib import Path

from autograder.grading.course import Course
from autograder.service import log
from autograder.service.attempt_log import AttemptLog
from autograder.service.service import Service, start_anew
from autograder.service.session import Means
from autograder.service.web import health
from autograder.service.web.server import Route, Server


def serve_course(course: Path, means: Means, port: int, polling: bool, form: str) -> None:
    """Serve until a signal comes; when the course has changed, start anew."""
    log.set_up(form)
    service = Service(Course(course), means, polling)
    for_operators = health.routes(service.health, service.metrics.registry)
    pages, settings = _pages(service.attempts)
    with Server(port, [*for_operators, *pages], **settings) as server:
        getLogger(log.LOGGERS[0]).info("http://127.0.0.1:%d/health", server.port)
        changed = service.run()
    if changed:
        start_anew()


def _pages(attempts: AttemptLog) -> tuple[list[Route], dict[str, bytes]]:
    """Return the handlers of the pages, which need the login of a hub, and Tornado's settings."""
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX")
    if prefix is None:
        return [], {}
    from autograder.service.web.login import cookie_secret  # these import what comes with a hub
    from autograder.service.web.results import routes

    return routes(prefix, attempts), {"cookie_secret": cookie_secret()}
