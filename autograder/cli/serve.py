"""Running the service of a course, with its web server, until somebody stops it."""

from __future__ import annotations

from logging import getLogger
from pathlib import Path

from autograder.grading.course import Course
from autograder.service import log
from autograder.service.service import Service, start_anew
from autograder.service.session import Means
from autograder.service.web.health import routes
from autograder.service.web.server import Server


def serve_course(course: Path, means: Means, port: int, polling: bool, form: str) -> None:
    """Serve until a signal comes; when the course has changed, start anew."""
    log.set_up(form)
    service = Service(Course(course), means, polling)
    with Server(port, routes(service.health, service.metrics.registry)) as server:
        getLogger(log.LOGGERS[0]).info("http://127.0.0.1:%d/health", server.port)
        changed = service.run()
    if changed:
        start_anew()
